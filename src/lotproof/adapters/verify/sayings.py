"""What the walk over the ledger's bytes says, in both languages."""

from typing import Final

from lotproof.kernel.text import t

NOT_THE_BYTES: Final = t(
    "entry {seq} is not the bytes that were sealed",
    "第 {seq} 条不是封存时的字节",
)
CLOCK_BACK: Final = t(
    "entry {seq} was recorded {back_us} µs before the one before it: "
    "the clock went back, or entries changed places",
    "第 {seq} 条的记录时间早于前一条 {back_us} 微秒：时钟回拨，或记录被调换",
)
TILE_WRONG: Final = t(
    "tile {level}/{n} is not made of the entries below it; they are as signed",
    "哈希块 {level}/{n} 与其下的记录不符；记录本身与签名一致",
)
NOT_OF_THE_TREE: Final = t(
    "from entry {seq} on, the entries are not those the tree was built from",
    "自第 {seq} 条起，记录与建树时不同",
)
HEAD_DAMAGED: Final = t(
    "the stored head is damaged: {bad}",
    "所存账本头已损坏：{bad}",
)
FEWER_THAN_SAVED: Final = t(
    "the auditor's saved state has {size} entries; here are {held}",
    "审核员所存状态有 {size} 条记录，此处只有 {held} 条",
)
NOT_THE_SAVED: Final = t(
    "entries 0 to {last} are not those of the auditor's saved state",
    "第 0 至 {last} 条与审核员所存状态不符",
)
TILES_TOO_MANY: Final = t(
    "{count} tiles of level {level}, not {full}",
    "第 {level} 层有 {count} 个哈希块，应为 {full} 个",
)
MISSING: Final = t(
    "entries {first} to {last} are missing",
    "第 {first} 至 {last} 条缺失",
)
VOUCHED_OTHERWISE: Final = t(
    "{by} vouches for {vouched} entries; here are {size}",
    "{by}证明有 {vouched} 条记录，此处为 {size} 条",
)
HEAD_OF_OTHER_SIZE: Final = t(
    "the ledger has {size} entries; its head says {said}",
    "账本有 {size} 条记录，账本头为 {said} 条",
)
NOT_THE_ROOT: Final = t(
    "the entries do not make the root of the stored head",
    "由记录算出的根与所存账本头不符",
)
CHECKPOINT_BAD: Final = t(
    "checkpoint {size}: {bad}",
    "检查点 {size}：{bad}",
)
CHECKPOINT_OF_OTHER: Final = t(
    "checkpoint {size} says {said} entries of {origin}",
    "检查点 {size} 声称 {origin} 有 {said} 条记录",
)
CHECKPOINT: Final = t(
    "checkpoint {size}",
    "检查点 {size} ",
)
SIGNED_OVER_OTHERS: Final = t(
    "entries {first} to {last}: {by} was signed over others",
    "第 {first} 至 {last} 条：{by}签署的是另外的记录",
)
SIGNED_BEYOND: Final = t(
    "{by} is signed; the ledger has {size}",
    "{by}已签署，而账本只有 {size} 条记录",
)
