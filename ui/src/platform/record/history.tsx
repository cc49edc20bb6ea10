import { NodeIndexOutlined } from "@ant-design/icons";
import { Button, Card } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import { call } from "../api/client";
import type { Told } from "../api/types";
import { EntryStory } from "../entry/entry-story";
import { isId } from "../registry/registry";
import { chainPath } from "../screens/paths";
import { EmptyState, ErrorState, LoadingState } from "../states/states";
import { usePlatformTexts } from "../texts";
import { TIMELINE_MAX, useTimeline } from "./use-record";

/** Everything that entries say about a thing, newest first. */
export function History(props: {
  subject: string;
  /** The record whose changes are shown whole; those of others are counted. */
  about?: { record: string; key: string };
}): ReactNode {
  const t = usePlatformTexts();
  const { data, error, refetch } = useTimeline(props.subject);
  const [earlier, setEarlier] = useState<Told[]>([]);
  const [isBusy, setBusy] = useState(false);
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState />;
  if (data.length === 0) return <EmptyState text={t("history_empty")} />;
  const all = [...data, ...earlier.filter((each) => !data.some(({ seq }) => seq === each.seq))];
  const lastPage = earlier.length > 0 ? earlier : data;
  const mayBeMore = lastPage.length > 0 && lastPage.length % TIMELINE_MAX === 0;
  const more = async () => {
    setBusy(true);
    const before = all[all.length - 1]?.seq;
    const query = { before, limit: TIMELINE_MAX };
    const page = await call<{ events: Told[] }>(`/api/timeline/${props.subject}`, { query });
    setEarlier([...earlier, ...page.events]);
    setBusy(false);
  };
  return (
    <Card
      size="small"
      title={t("record_history")}
      extra={
        isId(props.subject) && (
          <Link to={chainPath(props.subject)}>
            <NodeIndexOutlined /> {t("chain_open")}
          </Link>
        )
      }
    >
      <ol className="story">
        {all.map((told) => (
          <li key={told.seq}>
            <EntryStory told={told} about={props.about} />
          </li>
        ))}
      </ol>
      {mayBeMore && (
        <Button loading={isBusy} onClick={() => void more()}>
          {t("history_more")}
        </Button>
      )}
    </Card>
  );
}
