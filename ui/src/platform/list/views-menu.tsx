import { DeleteOutlined } from "@ant-design/icons";
import { Button, Checkbox, Flex, Input, Popover, Space } from "antd";
import { type ReactNode, useState } from "react";
import { Link, useLocation, useSearchParams } from "react-router-dom";
import { Name } from "../names/name";
import { ProblemAlert } from "../states/states";
import { usePlatformTexts } from "../texts";
import { useViews } from "./views";

/** Saved questions of a list: open one, keep the present one under a name. */
export function Views(props: { kind: string; icon: ReactNode }): ReactNode {
  const t = usePlatformTexts();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  const [isShared, setShared] = useState(false);
  const { views, save, remove, sending } = useViews(props.kind);
  const close = () => setOpen(false);
  const keep = async () => {
    if (name.trim() === "" || !(await save(name.trim(), search, isShared))) return;
    setName("");
    setShared(false);
    close();
  };
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      content={
        <Flex vertical gap={8} style={{ width: 280 }}>
          <ul className="plain">
            <li>
              <Link to={pathname} onClick={close}>
                {t("list_view_default")}
              </Link>
            </li>
            {views.map((view) => (
              <li key={view.id} className="found">
                <Link to={`${pathname}?${view.search}`} onClick={close}>
                  {view.name}
                </Link>
                {view.isShared && (
                  <span className="soft small">
                    {t("list_view_shared")}
                    {!view.isOwn && (
                      <>
                        {" · "}
                        <Name id={view.owner} />
                      </>
                    )}
                  </span>
                )}
                {view.isOwn && (
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={`${t("remove")} ${view.name}`}
                    disabled={sending.isSending}
                    onClick={() => void remove(view)}
                  />
                )}
              </li>
            ))}
          </ul>
          <Space.Compact block>
            <Input
              value={name}
              maxLength={60}
              aria-label={t("list_view_name")}
              placeholder={t("list_view_name")}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={() => void keep()}
            />
            <Button
              onClick={() => void keep()}
              loading={sending.isSending}
              disabled={name.trim() === ""}
            >
              {t("save")}
            </Button>
          </Space.Compact>
          <Checkbox checked={isShared} onChange={({ target }) => setShared(target.checked)}>
            {t("list_view_share")}
          </Checkbox>
          {sending.problem && <ProblemAlert problem={sending.problem} />}
        </Flex>
      }
    >
      <Button icon={props.icon}>{t("list_views")}</Button>
    </Popover>
  );
}
