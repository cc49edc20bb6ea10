"""Check a Lotproof ledger export without trusting whoever made it.

    python -m lotproof_verifier OUT --key VKEY [--policy FILE] [--json]

Standard library only; shares the published formats with Lotproof, but no code. The public key,
the witness policy and the digest of this program must reach you by another way than the export:
what is verified cannot vouch for itself.

Steps, in order. Each names the first bad place and the kind of damage.

1. *checkpoint*: read `OUT/checkpoint`, a C2SP signed note; it states origin, size and root hash.
   Its signature must be by the key you gave, whose name must be the origin. A note signed by any
   other key is `unknown_key`, however consistent the rest is. Without a key the result can only
   be "consistent, not anchored".
2. *witness*: enough witnesses of your policy cosigned that same checkpoint (C2SP tlog-policy).
3. *bytes*: every entry in `tile/entries/…` is one canonical JSON envelope of the known schema.
4. *tree*: hash every entry (RFC 6962, SHA-256), rebuild every tile from the entries, compare each
   with the file in `tile/<L>/…`, and the rebuilt root with the checkpoint's. Entries that do not
   give the root are told apart: edited, inserted, deleted, reordered or truncated.
5. *parts*: every part shown in `parts/…` opens the commitment in its envelope; the items of a
   tree part give its root. Parts not shown are counted as withheld, which is no damage.
6. *order*: no command id twice; a cause is the id of an earlier entry; only the first entry may
   say that the ledger is a demonstration. Recorded times that go backwards are reported as clock
   findings: a clock can be wrong in an honest ledger.
7. *receipt*, with `--proof FILE --entry FILE`: the entry stands in the tree of the receipt's own
   signed checkpoint, and, given an export too, the export's tree had that very root at that size.
8. *item*, with `--item FILE`: one reading of a batch, or another item that was sealed apart, is in
   its part, the part in its entry, and step 7 holds for that entry; its neighbours stay hidden.

Exit status: 0 whole, 1 damage, 2 could not run, 3 consistent but not anchored.
"""

__version__ = "0.1.0"
