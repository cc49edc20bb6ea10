import { defineTexts } from "../i18n/texts";

export const factTexts = defineTexts("facts", {
  en: {
    waiting_one: "{count} fact waits on this device for the line.",
    waiting_other: "{count} facts wait on this device for the line.",
    rejected_one: "{count} fact was not taken by the server. Somebody has to deal with it.",
    rejected_other: "{count} facts were not taken by the server. Somebody has to deal with them.",
    show: "Show",
    title: "Facts of this device",
    waiting_title: "Waiting to be sent",
    rejected_title: "Not taken: to be dealt with",
    none: "Nothing waits.",
    entered: "entered {when} by {who}",
    again: "Send again",
    dealt: "Dealt with",
    now: "Try now",
  },
  zh: {
    waiting_other: "{count} 项事实保存在此设备上，等待连接恢复。",
    rejected_other: "{count} 项事实未被服务器接受，需要处理。",
    show: "查看",
    title: "此设备上的事实",
    waiting_title: "等待发送",
    rejected_title: "未被接受，待处理",
    none: "没有等待的内容。",
    entered: "{who} 于 {when} 录入",
    again: "重新发送",
    dealt: "已处理",
    now: "立即重试",
  },
});
