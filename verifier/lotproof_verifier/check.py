"""The levels that rest on keys, and the order in which all levels run."""

from dataclasses import dataclass
from pathlib import Path

from lotproof_verifier import notes
from lotproof_verifier.entries import NotAnEntry, read_envelope
from lotproof_verifier.export import Damaged, Export
from lotproof_verifier.merkle import inclusion_holds, leaf_hash
from lotproof_verifier.report import Report
from lotproof_verifier.walk import Progress, Walk


@dataclass(frozen=True)
class Trust:
    """What reached the verifier by another way than the export."""

    keys: tuple[notes.Key, ...] = ()
    policy: notes.Policy | None = None

    @property
    def logs(self) -> tuple[notes.Key, ...]:
        """Every log key that is trusted."""
        return (*self.keys, *(self.policy.logs if self.policy else ()))


@dataclass(frozen=True)
class ReceiptFiles:
    """The bytes of a tlog-proof and of the entry it is about."""

    proof: bytes
    entry: bytes


def check_signature(
    checkpoint: notes.Checkpoint, trust: Trust, report: Report, level: str, place: str
) -> None:
    """Step 1: the checkpoint is signed by a trusted log key that bears its origin as name."""
    signers = ", ".join(f"{s.name} ({s.key_id})" for s in checkpoint.signatures)
    if not trust.logs:
        report.not_anchored(level, f"no key given; it names as signers {signers}")
        return
    verdicts = [(key, notes.signed_by(checkpoint, key)) for key in trust.logs]
    signed = [(key, verdict) for key, verdict in verdicts if verdict is not None]
    if not signed:
        report.damage(level, "unknown_key", place, f"signed only by {signers}, none trusted")
        return
    for key, verdict in signed:
        if not verdict:
            detail = f"the signature by {key.name} ({key.key_id}) is wrong"
            report.damage(level, "signature", place, detail)
        elif key.name != checkpoint.origin:
            detail = f"origin {checkpoint.origin!r}, but the key is of {key.name!r}"
            report.damage(level, "origin", place, detail)
        else:
            report.anchored = True
            report.passed(level, f"signed by {key.name} ({key.key_id})")


def check_witnesses(
    checkpoint: notes.Checkpoint, trust: Trust, report: Report, level: str, place: str
) -> None:
    """Step 2: the policy's quorum of witnesses cosigned."""
    policy = trust.policy
    if policy is None:
        return
    cosigned = set()
    for name, key in policy.witnesses.items():
        verdict = notes.signed_by(checkpoint, key)
        if verdict:
            cosigned.add(name)
        elif verdict is False:
            report.damage(level, "cosignature", place, f"that of witness {name} is wrong")
    if not policy.satisfied(cosigned):
        detail = f"quorum {policy.quorum} is not reached by {sorted(cosigned)}"
        report.damage(level, "quorum", place, detail)
    if level == "witness":
        report.passed(level, f"{len(cosigned)} of {len(policy.witnesses)} witnesses")


def check_receipt(files: ReceiptFiles, trust: Trust, report: Report) -> notes.Checkpoint | None:
    """Step 7: the receipt itself; returns its checkpoint when it can be read."""
    try:
        receipt = notes.read_receipt(files.proof.decode())
    except (notes.Malformed, UnicodeDecodeError) as error:
        report.damage("receipt", "malformed", "proof file", str(error))
        return None
    checkpoint = receipt.checkpoint
    check_signature(checkpoint, trust, report, "receipt", "receipt checkpoint")
    check_witnesses(checkpoint, trust, report, "receipt", "receipt checkpoint")
    place = f"entry {receipt.index}"
    if not inclusion_holds(
        leaf_hash(files.entry), receipt.index, checkpoint.size, receipt.proof, checkpoint.root
    ):
        detail = f"the entry file is not that entry of the tree of size {checkpoint.size}"
        report.damage("receipt", "not_included", place, detail)
    try:
        read_envelope(files.entry)
    except NotAnEntry as error:
        report.damage("receipt", "malformed", place, str(error))
    report.facts["receipt"] = f"{place} of {checkpoint.size} in {checkpoint.origin}"
    return checkpoint


def check_export(
    folder: Path,
    trust: Trust,
    report: Report,
    receipt: notes.Checkpoint | None,
    progress: Progress,
) -> None:
    """Steps 1 to 6, and the comparison of step 7; raises `NotAnExport`."""
    export = Export(folder)
    try:
        checkpoint = notes.read_checkpoint(export.checkpoint())
    except (notes.Malformed, Damaged) as error:
        report.damage("checkpoint", "malformed", "checkpoint", str(error))
        return
    report.facts |= {
        "origin": checkpoint.origin,
        "entries": checkpoint.size,
        "root": checkpoint.root.hex(),
    }
    check_signature(checkpoint, trust, report, "checkpoint", "checkpoint")
    check_witnesses(checkpoint, trust, report, "witness", "checkpoint")
    if receipt is not None:
        _compare_receipt(checkpoint, receipt, report)
    watch = (receipt.size, receipt.root) if receipt else None
    Walk(export, checkpoint, report, watch).run(progress)


def _compare_receipt(
    checkpoint: notes.Checkpoint, receipt: notes.Checkpoint, report: Report
) -> None:
    if receipt.origin != checkpoint.origin:
        detail = f"the receipt is of {receipt.origin!r}, the export of {checkpoint.origin!r}"
        report.damage("receipt", "origin", "receipt checkpoint", detail)
    elif receipt.size > checkpoint.size:
        detail = f"the export ends there, the receipt saw {receipt.size} entries"
        report.damage("receipt", "rollback", f"size {checkpoint.size}", detail)
