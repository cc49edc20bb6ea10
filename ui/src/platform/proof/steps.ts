import { type Text, text } from "../i18n/text";

/** What is checked, in the order in which it is shown. */
export const STEPS = {
  browser: text("Browser", "浏览器"),
  key: text("Key of the ledger", "账本公钥"),
  answer: text("Answer of the server", "服务器应答"),
  checkpoint: text("Checkpoint", "检查点"),
  signature: text("Signature", "签名"),
  witness: text("Witness", "见证方"),
  entry: text("Entry", "记录"),
  inclusion: text("Place in the ledger", "账本中的位置"),
  part: text("Content", "内容"),
  item: text("Reading", "读数"),
  person: text("Signature of the person", "人员签名"),
  receipt: text("Receipt", "回执"),
  contents: text("What the screen shows", "页面所示内容"),
  history: text("History", "历史"),
} as const satisfies Readonly<Record<string, Text>>;

export type StepCode = keyof typeof STEPS;

/** Every finding, with its sentence; `{name}` is filled in. */
const FINDINGS = {
  can_check: text("This browser can check Ed25519 signatures.", "此浏览器可以校验 Ed25519 签名。"),
  not_secure: text(
    "This browser cannot check anything here, because the page did not come over TLS. Open it by https, or on the server's own machine, or use the verifier program.",
    "页面不是通过 TLS 打开的，浏览器无法在此校验。请用 https 或在服务器本机打开，或使用独立校验程序。",
  ),
  no_ed25519: text(
    "This browser cannot check Ed25519. Use a newer one (Chrome 137, Firefox 129, Safari 17 or later), or the verifier program. Everything but signatures is checked.",
    "此浏览器无法校验 Ed25519 签名。请使用更新的浏览器（Chrome 137、Firefox 129、Safari 17 及以上）或独立校验程序。除签名外均已校验。",
  ),
  pinned_first: text(
    "First use: the key {key} of the server is kept here from now on. Compare it once with the one that the plant gave you by another way.",
    "首次使用：服务器公钥 {key} 从现在起保存在此浏览器中。请与工厂通过其他途径提供的公钥核对一次。",
  ),
  not_pinned: text(
    "The server's key {key} is not kept, because the newest checkpoint does not hold under it.",
    "服务器公钥 {key} 未被保存，因为最新检查点不能用它校验通过。",
  ),
  same_key: text("The key {key}, kept here since {at}.", "公钥 {key}，自 {at} 起保存在此。"),
  other_key: text(
    "Alarm: the server now names the key {offered}; kept here is {key}. Ask the plant by another way, and replace the key by hand only if it says why.",
    "警报：服务器现在给出的公钥为 {offered}，此处保存的是 {key}。请通过其他途径向工厂核实，确有理由时才可手动更换。",
  ),
  key_malformed: text("The server's key is not a key: {why}", "服务器给出的公钥格式错误：{why}"),
  no_key: text(
    "The server names no key and none is kept here, so signatures cannot be checked.",
    "服务器未给出公钥，此处也没有保存，无法校验签名。",
  ),
  memory_broken: text(
    "Alarm: what this browser keeps about the ledger cannot be read ({why}). Pin the key again by hand.",
    "警报：此浏览器保存的账本信息无法读取（{why}）。请手动重新保存公钥。",
  ),
  answer_read: text("Entry {seq} with {parts} parts.", "记录 {seq}，含 {parts} 个部分。"),
  answer_malformed: text("The answer cannot be read: {why}", "无法读取应答：{why}"),
  other_entry: text(
    "Entry {seq} was asked for; this is {found}.",
    "请求的是记录 {seq}，得到的是 {found}。",
  ),
  checkpoint_read: text(
    "{origin} states {size} entries, root {root}.",
    "{origin} 声明共 {size} 条记录，根哈希 {root}。",
  ),
  checkpoint_malformed: text("The proof cannot be read: {why}", "无法读取证明：{why}"),
  not_signed_yet: text(
    "No signed checkpoint covers the entry yet. Check again in a moment.",
    "尚无已签名的检查点覆盖此记录。请稍后再校验。",
  ),
  signed: text("Signed by {name} ({id}).", "由 {name}（{id}）签名。"),
  wrong_signature: text(
    "The signature in the name of {name} ({id}) is wrong: forged or damaged.",
    "以 {name}（{id}）名义的签名不正确：被伪造或已损坏。",
  ),
  unknown_signer: text(
    "Signed only by keys that are not trusted here: {names}.",
    "仅由此处不信任的密钥签名：{names}。",
  ),
  wrong_origin: text(
    "The checkpoint is of {origin}, the key of {name}.",
    "检查点属于 {origin}，而密钥属于 {name}。",
  ),
  cosigned: text("Cosigned by {name} at {at}.", "{name} 于 {at} 会签。"),
  not_cosigned: text(
    "Not cosigned by {name}, whose key is kept here.",
    "此处保存了 {name} 的公钥，但其未会签。",
  ),
  wrong_cosignature: text(
    "The cosignature in the name of {name} is wrong: forged or damaged.",
    "以 {name} 名义的会签不正确：被伪造或已损坏。",
  ),
  entry_read: text("{kind} by {actor}, recorded {at}.", "{kind}，操作者 {actor}，登记于 {at}。"),
  entry_malformed: text("The bytes are not an entry: {why}", "字节不是账本记录：{why}"),
  included: text("Its bytes are number {seq} of {size}.", "其字节即为 {size} 条中的第 {seq} 号。"),
  not_included: text(
    "Its bytes are not number {seq} of {size}: entry or proof was changed.",
    "其字节不是 {size} 条中的第 {seq} 号：记录或证明被改动。",
  ),
  other_number: text(
    "The proof is for entry {index}, not {seq}.",
    "证明针对记录 {index}，而非 {seq}。",
  ),
  part_opens: text("{name}: as sealed.", "{name}：与封存一致。"),
  part_withheld: text(
    "{name}: not shown; only its commitment stands in the entry.",
    "{name}：未出示，记录中只有其承诺值。",
  ),
  part_items_withheld: text(
    "{name}: its items are not shown; the head that stands for them is as sealed.",
    "{name}：未出示明细，其摘要与封存一致。",
  ),
  part_uncommitted: text(
    "{name}: the entry does not know this part.",
    "{name}：记录中没有此部分。",
  ),
  part_altered: text("{name}: not what was sealed.", "{name}：与封存内容不符。"),
  part_items_altered: text("{name}: its items are not those sealed.", "{name}：其明细与封存不符。"),
  part_malformed: text("{name}: cannot be read: {why}", "{name}：无法读取：{why}"),
  item_included: text(
    "It is number {place} of {count} in {name}, under a salt of its own.",
    "它是 {name} 的 {count} 项中的第 {place} 项，带有自己的盐值。",
  ),
  item_not_included: text(
    "It is not what was sealed as number {place} of {name}.",
    "与封存为 {name} 第 {place} 项的内容不符。",
  ),
  item_differs: text(
    "The screen shows {shown}; sealed is {sealed}.",
    "页面所示为 {shown}，封存的是 {sealed}。",
  ),
  person_signed: text(
    "Signed by {signer} with key {key}, fingerprint {fingerprint}.",
    "由 {signer} 用密钥 {key} 签署，指纹 {fingerprint}。",
  ),
  person_forged: text(
    "Alarm: key {key} did not sign this: the signature of {signer} is forged or damaged.",
    "警报：密钥 {key} 并未签署此内容：{signer} 的签名被伪造或已损坏。",
  ),
  person_other: text(
    "Alarm: the signature is of {signer} for command {id}, not of this entry.",
    "警报：该签名由 {signer} 为命令 {id} 作出，不属于此记录。",
  ),
  person_content: text(
    "Alarm: another {name} was signed than was sealed.",
    "警报：所签署的 {name} 与封存内容不符。",
  ),
  person_fingerprint: text(
    "Alarm: the public key of {key} does not have the fingerprint that was confirmed.",
    "警报：{key} 的公钥与经确认的指纹不符。",
  ),
  person_no_key: text(
    "The public key of {key} was not shown, so the person's signature is not checked.",
    "未出示 {key} 的公钥，未校验人员签名。",
  ),
  person_malformed: text("The person's signature cannot be read: {why}", "无法读取人员签名：{why}"),
  receipt_stands: text("Command {id}: {outcome}.", "命令 {id}：{outcome}。"),
  other_command: text(
    "The receipt is of command {id}, the entry of {found}.",
    "回执属于命令 {id}，记录属于 {found}。",
  ),
  other_outcome: text(
    "The receipt says {outcome}, the entry {found}.",
    "回执为 {outcome}，记录为 {found}。",
  ),
  contents_agree: text("It is what was sealed.", "与封存内容一致。"),
  contents_differ: text("Not what was sealed: {fields}.", "与封存内容不符：{fields}。"),
  first_seen: text(
    "First checkpoint kept here: {size} entries.",
    "首次保存检查点：{size} 条记录。",
  ),
  extended: text(
    "The ledger of {size} entries begins with all {before} that were seen here before.",
    "现有 {size} 条记录完整包含此前在此见到的 {before} 条。",
  ),
  rolled_back: text(
    "Alarm: the ledger has {size} entries; {before} were seen here on {at}. Something was taken away.",
    "警报：账本现有 {size} 条记录，而 {at} 时在此见到 {before} 条。有内容被移除。",
  ),
  forked: text(
    "Alarm: the ledger of {size} entries does not begin with the {before} seen before. History was rewritten.",
    "警报：现有 {size} 条记录并不以此前的 {before} 条开头。历史被改写。",
  ),
  no_newest: text("The newest checkpoint cannot be used: {why}", "最新检查点不可用：{why}"),
  not_compared: text(
    "What is needed to compare could not be fetched: {why}",
    "无法取得比对所需数据：{why}",
  ),
  not_reached: text(
    "Not checked, because an earlier step failed.",
    "前面的步骤未通过，此项未校验。",
  ),
} as const satisfies Readonly<Record<string, Text>>;

export type Finding = keyof typeof FINDINGS;

/** One thing that was checked. `ok` is null for what could not be checked. */
export interface Step {
  readonly code: StepCode;
  readonly ok: boolean | null;
  readonly finding: Finding;
  readonly detail: Text;
}

export type Values = Readonly<Record<string, string | number>>;

export function step(
  code: StepCode,
  ok: boolean | null,
  finding: Finding,
  values: Values = {},
): Step {
  const { en, zh } = FINDINGS[finding];
  return { code, ok, finding, detail: { en: filled(en, values), zh: filled(zh, values) } };
}

function filled(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
}

/** `holds`: all was checked and is right. `broken`: something is wrong. Else something is open. */
export type Verdict = "holds" | "broken" | "open";

export function verdictOfSteps(steps: readonly Step[]): Verdict {
  if (steps.some((each) => each.ok === false)) return "broken";
  return steps.some((each) => each.ok === null) ? "open" : "holds";
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
