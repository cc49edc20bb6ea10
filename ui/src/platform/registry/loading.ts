import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { call } from "../api/client";
import { useLanguage } from "../i18n/language";
import { LANGUAGES, type Language } from "../i18n/text";
import { knowSigned } from "../signing/store";
import { Registry } from "./registry";
import { type SharedAnswer, type Texts, unshared } from "./shared";

/** It does not change while the application runs. */
const ONCE = { staleTime: Number.POSITIVE_INFINITY, structuralSharing: false } as const;

interface Loading {
  registry: Registry | undefined;
  error: Error | null;
  retry: () => void;
}

/**
 * The registry with the texts of the language that is spoken; those of the other one follow, so
 * that nobody waits for words that they do not read and a switch finds them there. It stays the
 * same one when they come: screens are drawn by it, and what is entered there is not lost.
 */
export function useRegistryLoading(): Loading {
  const [language] = useState(useLanguage());
  const own = useAnswer(language, true);
  const other = useAnswer(otherThan(language), own.data !== undefined);
  const [texts] = useState<Texts>(() => ({}));
  if (own.data) texts[language] = own.data.texts;
  // A release in between may have other words: those of before go on until the page is new.
  if (own.data && other.data?.form === own.data.form) {
    texts[otherThan(language)] = other.data.texts;
  }
  const registry = useMemo(
    () => own.data && new Registry(unshared(own.data, texts)),
    [own.data, texts],
  );
  return { registry, error: own.error, retry: () => void own.refetch() };
}

function useAnswer(language: Language, enabled: boolean): UseQueryResult<SharedAnswer> {
  return useQuery({ queryKey: ["ui", language], queryFn: () => load(language), enabled, ...ONCE });
}

async function load(language: Language): Promise<SharedAnswer> {
  const answer = await call<SharedAnswer>(`/api/ui/${language}`);
  knowSigned(answer.commands.filter((each) => each.signs !== null).map((each) => each.kind));
  return answer;
}

function otherThan(language: Language): Language {
  return LANGUAGES.find((each) => each !== language) ?? language;
}
