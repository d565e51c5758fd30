import type { ReactNode } from 'react';
import { type DateOrder, dateOrders } from '@domain/importing/dates.ts';
import { MAX_IMPORT_NAME } from '@domain/importing/records.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { type ImportAnswers, type ImportStep, nameOf } from './useImporting.ts';
import { useImportsView } from './useImportsView.ts';

type Asked = Extract<ImportStep, { kind: 'asked' }>;

export interface ImportChoicesProps {
  readonly step: Asked;
  readonly onChange: (answers: ImportAnswers) => void;
}

/** Most people to choose oneself from: who said most stands first. */
const MOST_SHOWN = 200;

/** What only the person can say about an export. */
export function ImportChoices({ step, onChange }: ImportChoicesProps): ReactNode {
  const t = useT();
  const { found, answers } = step;
  const chat = found.chats.find(({ index }) => index === answers.chat);
  const { chats } = useImportsView();
  const isTwice = chats.some(({ source: from, messages }) => from === found.source && messages === chat?.messages);
  const source = t(`importing.source.${found.source}`);
  return (
    <>
      <p>{t('importing.found', { source, count: chat?.messages ?? 0, files: found.files })}</p>
      {isTwice && <AlertBanner tone="warning">{t('importing.twice')}</AlertBanner>}
      {found.chats.length > 1 && <WhichChat step={step} onChange={onChange} />}
      <TextField
        label={t('importing.name')}
        maxLength={MAX_IMPORT_NAME}
        value={answers.name}
        onChange={(name) => onChange({ ...answers, name })}
      />
      <Me step={step} onChange={onChange} />
      {found.order?.isSure === false && <Order step={step} onChange={onChange} />}
      {found.files > 0 && (
        <Checkbox
          label={t('importing.files')}
          checked={answers.withFiles}
          onChange={(withFiles) => onChange({ ...answers, withFiles })}
        />
      )}
    </>
  );
}

function WhichChat({ step, onChange }: ImportChoicesProps): ReactNode {
  const t = useT();
  const { found, answers } = step;
  return (
    <Select
      label={t('importing.chat')}
      value={String(answers.chat)}
      options={found.chats.map(({ index, name, messages }) => ({
        value: String(index),
        label: t('importing.chat.row', {
          name: name === '' ? t('importing.chat.unnamed') : isolate(name),
          count: messages,
        }),
      }))}
      onChange={(value) => {
        const chat = found.chats.find(({ index }) => String(index) === value);
        if (chat !== undefined) onChange({ ...answers, chat: chat.index, name: nameOf(chat), me: '' });
      }}
    />
  );
}

function Me({ step, onChange }: ImportChoicesProps): ReactNode {
  const t = useT();
  const { found, answers } = step;
  const people = found.chats.find(({ index }) => index === answers.chat)?.people ?? [];
  const options = people.slice(0, MOST_SHOWN).map(({ key, name, messages }) => ({
    value: key,
    label: t('importing.person', {
      name: name === '' ? t('importing.person.unnamed') : isolate(name),
      count: messages,
    }),
  }));
  return (
    <Select
      label={t('importing.me')}
      description={t('importing.me.text')}
      value={answers.me}
      options={[{ value: '', label: t('importing.me.nobody') }, ...options]}
      onChange={(me) => onChange({ ...answers, me })}
    />
  );
}

/** The two readings that fit alike: nobody writes a year of two digits first where another fits. */
const ASKED: readonly DateOrder[] = dateOrders.filter((order) => order !== 'year-first');

function Order({ step, onChange }: ImportChoicesProps): ReactNode {
  const t = useT();
  const { answers } = step;
  return (
    <div>
      <p>{t('importing.order.text')}</p>
      <RadioGroup
        label={t('importing.order')}
        value={answers.order}
        options={ASKED.map((value) => ({ value, label: t(`importing.order.${value}`) }))}
        onChange={(order) => onChange({ ...answers, order })}
      />
    </div>
  );
}
