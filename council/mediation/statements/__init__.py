"""Short statements on a case: seeded, added, admitted or refused with a reason, answered one at a time, ranked by the least convinced side."""
