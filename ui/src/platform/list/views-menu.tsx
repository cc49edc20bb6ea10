import { DeleteOutlined } from "@ant-design/icons";
import { Button, Flex, Input, Popover, Space } from "antd";
import { type ReactNode, useState } from "react";
import { Link, useLocation, useSearchParams } from "react-router-dom";
import { usePlatformTexts } from "../texts";
import { useViews } from "./views";

/** Saved questions of a list: open one, keep the present one under a name. */
export function Views(props: { kind: string; icon: ReactNode }): ReactNode {
  const t = usePlatformTexts();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  const { views, save, remove } = useViews(props.kind);
  const close = () => setOpen(false);
  const keep = () => {
    if (name.trim() === "") return;
    save({ name: name.trim(), search: search.toString() });
    setName("");
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
              <li key={view.name} className="found">
                <Link to={`${pathname}?${view.search}`} onClick={close}>
                  {view.name}
                </Link>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={`${t("remove")} ${view.name}`}
                  onClick={() => remove(view.name)}
                />
              </li>
            ))}
          </ul>
          <Space.Compact block>
            <Input
              value={name}
              maxLength={40}
              aria-label={t("list_view_name")}
              placeholder={t("list_view_name")}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={keep}
            />
            <Button onClick={keep} disabled={name.trim() === ""}>
              {t("save")}
            </Button>
          </Space.Compact>
        </Flex>
      }
    >
      <Button icon={props.icon}>{t("list_views")}</Button>
    </Popover>
  );
}
