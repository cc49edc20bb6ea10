import { defineTexts } from "../i18n/texts";

export const signing = defineTexts("signing", {
  en: {
    title: "Sign",
    means: "Your signature means",
    as: "You sign as",
    covers: "It covers, exactly as it is now",
    reason: "Reason",
    login: "Login name",
    secret: "Signing secret",
    sign: "Sign",
    to_key: "My signing key",
    no_key: "You cannot sign yet",
  },
  zh: {
    title: "签名",
    means: "签名含义",
    as: "签名人",
    covers: "签名所覆盖的内容（按当前版本）",
    reason: "原因",
    login: "登录名",
    secret: "签名口令",
    sign: "签名",
    to_key: "我的签名密钥",
    no_key: "您还不能签名",
  },
});
