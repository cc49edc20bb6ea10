import { LanguageChoice } from "@platform/i18n/language-choice";
import { isSilent, setSilent, signal } from "@platform/scanning/signal";
import { PageHead } from "@platform/screens/page";
import { NewPasswordForm } from "@platform/session/new-password";
import { usePerson } from "@platform/session/store";
import { usePlatformTexts } from "@platform/texts";
import {
  type BrightnessChoice,
  chooseBrightness,
  useBrightnessChoice,
} from "@platform/theme/theme";
import { App, Card, Form, Segmented, Switch } from "antd";
import { type ReactNode, useState } from "react";

const CHOICES: readonly BrightnessChoice[] = ["light", "dark", "system"];

/** What a person sets for themselves. */
export default function Account(): ReactNode {
  const t = usePlatformTexts();
  const person = usePerson();
  const { message } = App.useApp();
  const brightness = useBrightnessChoice();
  const [silent, keepSilent] = useState(isSilent);
  const [round, setRound] = useState(0);
  const done = () => {
    message.success(t("password_changed"));
    setRound(round + 1);
  };
  return (
    <>
      <PageHead title={t("account")} over={`${person.name} · ${person.login}`} />
      <div className="cards">
        <Card title={t("brightness")} size="small">
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
        <Card title={t("change_password")} size="small">
          <NewPasswordForm key={round} login={person.login} onDone={done} />
        </Card>
      </div>
    </>
  );
}
