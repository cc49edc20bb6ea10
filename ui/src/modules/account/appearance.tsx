import { LanguageChoice } from "@platform/i18n/language-choice";
import { useTexts } from "@platform/i18n/texts";
import { isSilent, setSilent, signal } from "@platform/scanning/signal";
import { usePlatformTexts } from "@platform/texts";
import {
  type BrightnessChoice,
  chooseBrightness,
  useBrightnessChoice,
} from "@platform/theme/theme";
import { Card, Form, Segmented, Switch } from "antd";
import { type ReactNode, useState } from "react";
import { account } from "./texts";

const CHOICES: readonly BrightnessChoice[] = ["light", "dark", "system"];

/** Language, light and sound: kept in this browser. */
export function Appearance(): ReactNode {
  const t = usePlatformTexts();
  const own = useTexts(account);
  const brightness = useBrightnessChoice();
  const [silent, keepSilent] = useState(isSilent);
  return (
    <Card title={own("appearance")} size="small">
      <Form layout="vertical">
        <Form.Item label={t("language")}>
          <LanguageChoice />
        </Form.Item>
        <Form.Item label={t("brightness")}>
          <Segmented<BrightnessChoice>
            options={CHOICES.map((value) => ({ value, label: t(`brightness_${value}`) }))}
            value={brightness}
            onChange={chooseBrightness}
          />
        </Form.Item>
        <Form.Item label={t("sound")}>
          <Switch
            aria-label={t("sound")}
            checked={!silent}
            onChange={(on) => {
              setSilent(!on);
              keepSilent(!on);
              if (on) signal("good");
            }}
          />
        </Form.Item>
      </Form>
    </Card>
  );
}
