import { useEffect, useState } from 'react';
import type { Result } from '@shared/result.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceError } from '@services/workspace/workspace.ts';

/** What a screen shows of something asked for once. */
export type Answer<T> = Result<T, WorkspaceError> | null;

/** The code of a signed request or payment of one's own; null while it is made. */
export function useRecordCode(kind: 'request' | 'payment', id: RecordId): Answer<string> {
  const { wallet } = useWorkspace();
  const [answer, setAnswer] = useState<{ readonly of: RecordId; readonly code: Answer<string> } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const asked = kind === 'request' ? wallet.requestCode(id) : wallet.paymentCode(id);
    void asked.then((made) => {
      if (isCurrent) setAnswer({ of: id, code: made.ok ? { ok: true, value: made.value.code } : made });
    });
    return () => {
      isCurrent = false;
    };
  }, [wallet, kind, id]);
  return answer?.of === id ? answer.code : null;
}
