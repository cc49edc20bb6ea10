import { defineTexts } from "@platform/i18n/texts";

export const ownKey = defineTexts("own_key", {
  en: {
    title: "My signing key",
    lead: "Your signature is yours alone. It is made with a key that only your signing secret opens; no administrator can open or reset it.",
    none: "You have no signing key yet",
    none_lead:
      "Choose a signing secret. Then read the fingerprint to a signer who knows you: once they have confirmed it, you can sign.",
    fingerprint: "Fingerprint",
    read_out: "Read this fingerprint out to the signer who confirms you.",
    enrolled: "Enrolled",
    secret: "New signing secret",
    again: "The same once more",
    enrol: "Make my key",
    renew: "Make a new key",
    renew_lead:
      "A new key takes the place of the old one when another signer has confirmed it. Earlier signatures stay valid.",
    locked: "Locked after failed signatures",
    kind: "Kind",
    enrol_passkey: "Make a passkey that signs",
    renew_passkey: "Make another passkey that signs",
    passkey_lead:
      "With a passkey you sign by finger, face or PIN of this device, or of a key that you carry. It works at this address alone, and counts once another signer has confirmed it.",
  },
  zh: {
    title: "我的签名密钥",
    lead: "电子签名仅属于您本人。签名所用密钥只有您的签名口令可以打开，管理员无法打开或重置。",
    none: "您还没有签名密钥",
    none_lead: "请设置签名口令，然后向认识您的签名人读出指纹；经其确认后，您即可签名。",
    fingerprint: "指纹",
    read_out: "请向为您确认的签名人读出此指纹。",
    enrolled: "登记时间",
    secret: "新签名口令",
    again: "再次输入",
    enrol: "生成我的密钥",
    renew: "生成新密钥",
    renew_lead: "新密钥经另一签名人确认后取代旧密钥；此前的签名仍然有效。",
    locked: "因签名失败已锁定",
    kind: "类型",
    enrol_passkey: "创建签名通行密钥",
    renew_passkey: "创建新的签名通行密钥",
    passkey_lead:
      "使用通行密钥，可通过本设备或随身安全密钥的指纹、面容或 PIN 签名。它仅在本网址有效，经另一签名人确认后生效。",
  },
});
