import { App } from "antd";
import { useState } from "react";
import { callRaw } from "../api/client";
import { asProblem } from "../api/problem";
import { useSameId } from "../api/same-id";
import type { JsonObject } from "../api/types";
import { useSay } from "../i18n/language";
import { save } from "./export";

export interface SealedFile {
  path: string;
  body: JsonObject;
  /** Under which it is saved. */
  name: string;
  /** Said when it is there. */
  done?: string;
  /** So often it is asked for, a second apart, while the server is busy (503). */
  triesMax?: number;
}

const PAUSE_MS = 1_000;

/**
 * Takes files whose leaving the server seals, and says what went wrong; `taking` is the name of
 * the one on its way. The same file again after a lost connection is sealed once.
 */
export function useSealedFile() {
  const say = useSay();
  const { message } = App.useApp();
  const sendOnce = useSameId();
  const [taking, setTaking] = useState<string | null>(null);
  const take = async (file: SealedFile) => {
    setTaking(file.name);
    try {
      save(await sendOnce(file, (id) => content(file, id)), file.name);
      if (file.done !== undefined) message.success(file.done);
    } catch (error) {
      message.error(say(asProblem(error).text));
    } finally {
      setTaking(null);
    }
  };
  return { take, taking };
}

async function content({ path, body, triesMax = 1 }: SealedFile, id: string): Promise<Blob> {
  for (let tried = 1; ; tried++) {
    try {
      return await (await callRaw(path, { method: "POST", body: { ...body, id } })).blob();
    } catch (error) {
      if (asProblem(error).status !== 503 || tried >= triesMax) throw error;
      await new Promise((go) => setTimeout(go, PAUSE_MS));
    }
  }
}
