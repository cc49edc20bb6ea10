"""What waits for signers: keys whose owners nobody has vouched for yet."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "signing.keys_pending",
    t("Signing keys to confirm", "待确认签名密钥"),
    Group.WAITING,
    "signing.key",
    filters={"state": "pending"},
    command="signing.confirm_key/1",
)
