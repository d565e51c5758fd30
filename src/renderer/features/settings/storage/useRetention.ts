import { useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { RetentionRule } from '@domain/retention/rule.ts';
import { takesMessages } from '@domain/retention/rules.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { RetentionPreview } from '@services/workspace/fileWorkspace.ts';
import { UNDO_TIME } from '@services/undo/leavingDesk.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** A rule that was chosen for a chat or channel, or for all chats (no space). */
export interface RetentionChoice {
  readonly space: SpaceId | null;
  readonly name: string;
  /** Null: none of its own. */
  readonly rule: RetentionRule | null;
  readonly before: RetentionRule | null;
}

/** What would go with it. */
export interface RetentionQuestion extends RetentionChoice, RetentionPreview {}

/** Choosing how long files stay: what would go is asked about before, and may be taken back after. */
export interface RetentionControl {
  readonly isBusy: boolean;
  readonly question: RetentionQuestion | null;
  readonly choose: (choice: RetentionChoice) => void;
  readonly confirm: () => void;
  readonly cancel: () => void;
}

/** See {@link RetentionControl}. */
export function useRetention(): RetentionControl {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const [question, setQuestion] = useState<RetentionQuestion | null>(null);
  const keep = async (space: SpaceId | null, rule: RetentionRule | null): Promise<boolean> => {
    const kept = await (space === null
      ? workspace.updateSettings({ retention: rule ?? 'all' })
      : workspace.setRetention(space, rule));
    if (!kept.ok) toast({ tone: 'danger', text: errorText(kept.error.code) });
    return kept.ok;
  };
  const apply = async ({ space, rule, before, ...going }: RetentionQuestion) => {
    if (!(await keep(space, rule)) || !hasAny(going)) return;
    toast({
      text: t('storage.retention.going', { bytes: formats.bytes(going.bytes), messages: going.messages }),
      duration: UNDO_TIME,
      action: { label: t('common.undo'), onAction: () => void keep(space, before) },
    });
  };
  const choose = async (choice: RetentionChoice) => {
    setBusy(true);
    const seen = await workspace.previewRetention(choice.space, choice.rule);
    if (!seen.ok) toast({ tone: 'danger', text: errorText(seen.error.code) });
    else if (hasAny(seen.value) || beginsWithMessages(choice)) setQuestion({ ...choice, ...seen.value });
    else await apply({ ...choice, ...seen.value });
    setBusy(false);
  };
  const confirm = () => {
    setQuestion(null);
    if (question !== null) void apply(question);
  };
  return { isBusy, question, choose: (choice) => void choose(choice), confirm, cancel: () => setQuestion(null) };
}

function hasAny({ files, messages }: Pick<RetentionPreview, 'files' | 'messages'>): boolean {
  return files + messages > 0;
}

/** Messages of these days go only later, and are gone for good then: it is said all the same. */
function beginsWithMessages({ rule, before }: RetentionChoice): boolean {
  return takesMessages(rule ?? 'all') && !takesMessages(before ?? 'all');
}
