import { command, useSend } from "@platform/api/commands";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { ProblemAlert } from "@platform/states/states";
import { Button, Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import styles from "./notifications.module.css";
import { SubscriptionLine } from "./subscription-line";
import { notifications } from "./texts";
import type { MineAnswer, Notice, Subscription } from "./types";

const EVERY = "";

/** What one has sent to oneself besides; another can be added, each can be stopped. */
export function Choices({ answer }: { answer: MineAnswer }): ReactNode {
  const t = useTexts(notifications);
  return (
    <section aria-label={t("choices")}>
      <h3>{t("choices")}</h3>
      {answer.choices.length === 0 && <p className="soft">{t("choices_none")}</p>}
      <ul className={styles.list}>
        {answer.choices.map((each) => (
          <Chosen key={each.id} subscription={each} />
        ))}
      </ul>
      {answer.channels.length === 0 && <p className="soft">{t("choices_no_channel")}</p>}
      {answer.channels.length > 0 && answer.mail === null && (
        <p className="soft">{t("choices_no_mail")}</p>
      )}
      {answer.channels.length > 0 && answer.mail !== null && <NewChoice answer={answer} />}
    </section>
  );
}

function Chosen({ subscription }: { subscription: Subscription }): ReactNode {
  const t = useTexts(notifications);
  const say = useSay();
  const { send, isSending, problem } = useSend();
  const { id, topic, channel } = subscription;
  const what = `${topic === null ? t("every_topic") : say(topic)} · ${channel ?? t("in_app")}`;
  return (
    <li className={styles.notice}>
      <SubscriptionLine subscription={subscription} />
      <Button
        size="small"
        loading={isSending}
        aria-label={t("end_named", { what })}
        onClick={() => void send(command("notifications.unsubscribe/1", { subscription_id: id }))}
      >
        {t("end")}
      </Button>
      {problem !== null && <ProblemAlert problem={problem} />}
    </li>
  );
}

function NewChoice({ answer }: { answer: MineAnswer }): ReactNode {
  const t = useTexts(notifications);
  const say = useSay();
  const { send, isSending, problem } = useSend();
  const [channel, setChannel] = useState(answer.channels[0]?.id ?? "");
  const [topic, setTopic] = useState(EVERY);
  const [severity, setSeverity] = useState<Notice["severity"]>("warning");
  const add = () =>
    void send({
      kind: "notifications.subscribe/1",
      body: { channel_id: channel, severity_min: severity, ...(topic !== EVERY && { topic }) },
    });
  const topics = answer.topics.map(({ value, label }) => ({ value, label: say(label) }));
  return (
    <>
      <div className={styles.fields}>
        <Labelled label={t("channel")}>
          {(id) => (
            <Select
              id={id}
              className={styles.select ?? ""}
              value={channel}
              onChange={setChannel}
              options={answer.channels.map((each) => ({ value: each.id, label: each.name }))}
            />
          )}
        </Labelled>
        <Labelled label={t("topic")}>
          {(id) => (
            <Select
              id={id}
              className={styles.select ?? ""}
              value={topic}
              onChange={setTopic}
              options={[{ value: EVERY, label: t("every_topic") }, ...topics]}
            />
          )}
        </Labelled>
        <Labelled label={t("severity")}>
          {(id) => (
            <Select
              id={id}
              className={styles.select ?? ""}
              value={severity}
              onChange={setSeverity}
              options={answer.severities.map((each) => ({
                value: each.value,
                label: say(each.label),
              }))}
            />
          )}
        </Labelled>
        <Button type="primary" loading={isSending} onClick={add}>
          {t("add")}
        </Button>
      </div>
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  );
}

function Labelled(props: { label: string; children: (id: string) => ReactNode }): ReactNode {
  const id = useId();
  return (
    <span className={styles.field}>
      <label htmlFor={id} className="small soft">
        {props.label}
      </label>
      {props.children(id)}
    </span>
  );
}
