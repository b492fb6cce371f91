"""What the walls of the hall show: each screen follows the meeting, or holds one page until the desk turns it."""
