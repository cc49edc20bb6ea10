import { defineTexts } from "../i18n/texts";

export const access = defineTexts("acting", {
  en: {
    in_name: "In whose name",
    in_name_lead:
      "For terminals and forms. What this person has not lent is done in your own name. You sign as yourself in any case.",
    in_name_ended: "That deputyship is over. You act in your own name again.",
    myself: "In my own name",
    behalf: "On behalf of {name}",
    conflict: "This role cannot be granted",
    conflict_leave: "Separated duties; an exception allows it until {until}",
    conflict_pair: "{first} and {second}",
    conflict_kept: "kept apart by {separation}",
    conflict_ask: "Request exception",
    no_conflict: "Nothing speaks against this role.",
  },
  zh: {
    in_name: "以谁的名义",
    in_name_lead: "用于终端和表单。未授权的事项仍以本人名义办理；签名始终为本人签名。",
    in_name_ended: "该代理已结束，现以本人名义操作。",
    myself: "本人名义",
    behalf: "代 {name} 办理",
    conflict: "不能授予此角色",
    conflict_leave: "职责应分离，例外有效至 {until}",
    conflict_pair: "{first} 与 {second}",
    conflict_kept: "由“{separation}”分离",
    conflict_ask: "申请例外",
    no_conflict: "授予此角色无冲突。",
  },
});
