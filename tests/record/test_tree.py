"""The tree against the RFC's own definitions, written again here in the slowest and plainest way."""

from hashlib import sha256

import pytest

from council.record import tree

SIZES = range(131)
LEAVES = [tree.leaf_hash(b"leaf %d" % number) for number in SIZES]
CT_INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def plain_root(leaves):
    """MTH of RFC 6962 §2.1."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256().digest()
    k = plain_split(len(leaves))
    return sha256(b"\x01" + plain_root(leaves[:k]) + plain_root(leaves[k:])).digest()


def plain_split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def plain_path(m, leaves):
    """PATH(m, D[n]) of RFC 6962 §2.1.1."""
    if len(leaves) == 1:
        return []
    k = plain_split(len(leaves))
    if m < k:
        return [*plain_path(m, leaves[:k]), plain_root(leaves[k:])]
    return [*plain_path(m - k, leaves[k:]), plain_root(leaves[:k])]


def plain_subproof(m, leaves, whole):
    """SUBPROOF(m, D[n], b) of RFC 6962 §2.1.2."""
    n = len(leaves)
    if m == n:
        return [] if whole else [plain_root(leaves)]
    k = plain_split(n)
    if m <= k:
        return [*plain_subproof(m, leaves[:k], whole), plain_root(leaves[k:])]
    return [*plain_subproof(m - k, leaves[k:], False), plain_root(leaves[:k])]


ROOTS = [plain_root(LEAVES[:size]) for size in SIZES]


def hash_of(start, end):
    return tree.root_of(LEAVES[start:end])


def test_the_known_vectors_of_certificate_transparency_hold():
    leaves = [tree.leaf_hash(bytes.fromhex(text)) for text in CT_INPUTS]
    assert [tree.root_of(leaves[:size]).hex() for size in range(9)] == CT_ROOTS


def test_the_known_proofs_of_certificate_transparency_hold():
    leaves = [tree.leaf_hash(bytes.fromhex(text)) for text in CT_INPUTS]
    proof = tree.consistency_proof(6, 8, lambda start, end: tree.root_of(leaves[start:end]))
    assert [step.hex()[:16] for step in proof] == ["0ebc5d3437fbe2db", "ca854ea128ed050b", "d37ee418976dd957"]
    path = tree.inclusion_proof(0, 8, lambda start, end: tree.root_of(leaves[start:end]))
    assert [step.hex()[:16] for step in path] == ["96a296d224f285c6", "5f083f0a1a33ca07", "6b47aaf29ee3c2af"]


@pytest.mark.parametrize("size", SIZES)
def test_the_root_and_the_growing_edge_agree_with_the_rfc(size):
    edge = []
    for number, leaf in enumerate(LEAVES[:size]):
        edge = tree.append(edge, number, leaf)
    assert len(edge) == bin(size).count("1")
    assert tree.edge_root(edge) == tree.root_of(LEAVES[:size]) == ROOTS[size]


@pytest.mark.parametrize("size", SIZES)
def test_every_inclusion_proof_is_that_of_the_rfc_and_holds(size):
    for index in range(size):
        proof = tree.inclusion_proof(index, size, hash_of)
        assert proof == plain_path(index, LEAVES[:size])
        assert tree.verify_inclusion(LEAVES[index], index, size, proof, ROOTS[size])
        assert not tree.verify_inclusion(LEAVES[index - 1] if size > 1 else b"\0" * 32, index, size, proof, ROOTS[size])
        assert not tree.verify_inclusion(LEAVES[index], index, size, [*proof, proof[0] if proof else LEAVES[0]], ROOTS[size])


@pytest.mark.parametrize("new", SIZES)
def test_every_consistency_proof_is_that_of_the_rfc_and_holds(new):
    for old in range(new + 1):
        proof = tree.consistency_proof(old, new, hash_of)
        assert proof == (plain_subproof(old, LEAVES[:new], True) if old else [])
        assert tree.verify_consistency(old, new, ROOTS[old], ROOTS[new], proof)
        assert not tree.verify_consistency(old, new, b"\0" * 32, ROOTS[new], proof)
        assert old == 0 or not tree.verify_consistency(old, new, ROOTS[old], b"\0" * 32, proof)
        assert not tree.verify_consistency(old, new, ROOTS[old], ROOTS[new], [*proof, LEAVES[0]])


@pytest.mark.parametrize("size", [2, 3, 7, 8, 64, 129, 130])
def test_a_proof_with_one_bit_turned_proves_nothing(size):
    for index in range(size):
        proof = tree.inclusion_proof(index, size, hash_of)
        for place, step in enumerate(proof):
            bent = [*proof[:place], bytes([step[0] ^ 1, *step[1:]]), *proof[place + 1 :]]
            assert not tree.verify_inclusion(LEAVES[index], index, size, bent, ROOTS[size])
            assert not tree.verify_inclusion(LEAVES[index], index, size, proof[:place], ROOTS[size])


def test_a_leaf_that_is_not_there_has_no_proof():
    assert not tree.verify_inclusion(LEAVES[0], 5, 5, [], ROOTS[5])
    assert not tree.verify_inclusion(LEAVES[0], -1, 5, [], ROOTS[5])
    with pytest.raises(ValueError):
        tree.inclusion_spans(5, 5)
    with pytest.raises(ValueError):
        tree.consistency_spans(6, 5)
    with pytest.raises(ValueError):
        tree.append([LEAVES[0]], 3, LEAVES[1])
