import { FolderInput, MessagesSquare, Trash2, TriangleAlert } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import type { ImportedChat } from '@domain/importing/records.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { RunningImport } from '@services/workspace/importWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import styles from './Importing.module.css';
import { useImportsView } from './useImportsView.ts';
import { useRemoveImport } from './useRemoveImport.ts';

const ImportDialog = lazy(() => import('./ImportDialog.tsx').then((module) => ({ default: module.ImportDialog })));

/** Chats that were brought in from other apps, and the way to bring in more. */
export function Imports(): ReactNode {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  const { chats, running, interrupted } = useImportsView();
  const { remove, leaving } = useRemoveImport();
  return (
    <Section title={t('importing.title')} description={t('importing.text')}>
      {chats
        .filter(({ id }) => !leaving.has(id))
        .map((chat) => (
          <ImportedRow key={chat.id} chat={chat} onRemove={() => remove({ space: chat.id, name: chat.name })} />
        ))}
      {running !== null && <Running running={running} />}
      {interrupted !== null && <Interrupted name={interrupted} />}
      <Plain>
        <Button icon={<FolderInput aria-hidden />} disabled={running !== null} onClick={() => setAsking(true)}>
          {t('importing.add')}
        </Button>
      </Plain>
      {isAsking && (
        <Suspense fallback={null}>
          <ImportDialog onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </Section>
  );
}

function ImportedRow({ chat, onRemove }: { readonly chat: ImportedChat; readonly onRemove: () => void }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { source, messages, importedAt, name } = chat;
  return (
    <Row
      icon={<MessagesSquare aria-hidden />}
      title={<bdi dir="auto">{name}</bdi>}
      text={t('importing.row', {
        source: t(`importing.source.${source}`),
        count: messages,
        when: formats.date(importedAt),
      })}
    >
      <span className={styles['tools']}>
        <Button onClick={() => navigate(`/chats/${chat.id}`)}>{t('importing.open')}</Button>
        <IconButton
          label={`${t('importing.remove')}: ${isolate(name)}`}
          icon={<Trash2 aria-hidden />}
          onClick={onRemove}
        />
      </span>
    </Row>
  );
}

/** Nothing of it was kept: who looks for the chat is told, and how to have it. */
function Interrupted({ name }: { readonly name: string }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  return (
    <Row
      icon={<TriangleAlert aria-hidden />}
      title={t('importing.interrupted', { name: isolate(name) })}
      text={t('importing.interrupted.text')}
    >
      <Button onClick={() => void workspace.forgetInterrupted()}>{t('importing.interrupted.read')}</Button>
    </Row>
  );
}

function Running({ running }: { readonly running: RunningImport }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const label = t('importing.running', { name: isolate(running.name) });
  return (
    <Plain>
      <div className={styles['progress']} role="status">
        <span>
          {label} <small>{t('importing.running.count', { count: running.messages })}</small>
        </span>
        <ProgressBar label={label} value={running.done} most={1} />
        <Button onClick={() => void workspace.cancelImport()}>{t('importing.stop')}</Button>
      </div>
    </Plain>
  );
}
