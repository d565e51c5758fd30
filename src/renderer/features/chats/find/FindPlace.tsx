import type { ReactNode } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Found, TalkFound } from '@services/workspace/discoverWorkspace.ts';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { useNames } from '../talk/useNames.ts';
import type { RunningFind } from './useTalkSearch.ts';
import styles from './Find.module.css';

export interface FindPlaceProps {
  readonly running: RunningFind | null;
  readonly current: EventId | null;
}

/** Which one of how many is shown; a screen reader is told whose and what it says, too. */
export function FindPlace({ running, current }: FindPlaceProps): ReactNode {
  return (
    <span className={styles['place']} role="status">
      {running !== null && <Told state={running.state} current={current} />}
    </span>
  );
}

function Told({ state, current }: { readonly state: TalkFound; readonly current: EventId | null }): ReactNode {
  const t = useT();
  const at = state.found.findIndex(({ event }) => event === current);
  if (at >= 0) return <Here state={state} at={at} />;
  if (state.status === 'searching') return null;
  return state.status === 'failed' ? t('find.failed') : t('find.none');
}

function Here({ state, at }: { readonly state: TalkFound; readonly at: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { found, isMore } = state;
  const here = found[at];
  const values = { place: formats.number(at + 1), count: formats.number(found.length) };
  return (
    <>
      {t(isMore ? 'find.placeOfMore' : 'find.place', values)}
      {here !== undefined && <Aloud found={here} />}
    </>
  );
}

function Aloud({ found: { author, excerpt, title } }: { readonly found: Found }): ReactNode {
  const t = useT();
  const nameOf = useNames();
  const name = isolate(author === null ? '' : nameOf(author));
  return <VisuallyHidden>{t('find.said', { name, words: isolate(excerpt === '' ? title : excerpt) })}</VisuallyHidden>;
}
