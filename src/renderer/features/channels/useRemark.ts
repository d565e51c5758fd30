import { useState } from 'react';
import type { Outcome, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useAct } from '@ui/hooks/useAct.ts';
import { useOwnName } from './useOwnName.ts';

/** The value of a field, and what it calls. */
interface FieldValue {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What a reader writes to those of a channel. */
export interface Remark {
  readonly name: FieldValue;
  readonly text: FieldValue;
  readonly isReady: boolean;
  readonly isPending: boolean;
  readonly error: WorkspaceErrorCode | null;
  /** Says it, where there is a name and something to say; in place of what the event does by itself. */
  readonly submit: (event: { readonly preventDefault: () => void }) => void;
}

/** Words to those of a channel and who says them: by the name they know one by, or one that is proposed. What was said leaves its field. */
export function useRemark(
  knownName: string,
  say: (said: { readonly name: string; readonly text: string }) => Outcome<unknown>,
): Remark {
  const act = useAct<WorkspaceErrorCode>();
  const own = useOwnName();
  const [name, setName] = useState<string | null>(null);
  const [text, setText] = useState('');
  const shownName = knownName || (name ?? own);
  const isReady = shownName.trim() !== '' && text.trim() !== '';
  const send = () =>
    act.run(
      () => say({ name: shownName.trim(), text: text.trim() }),
      () => setText(''),
    );
  return {
    name: { value: shownName, onChange: setName },
    text: { value: text, onChange: setText },
    ...{ isReady, isPending: act.isPending, error: act.error },
    submit: (event) => {
      event.preventDefault();
      if (isReady) send();
    },
  };
}
