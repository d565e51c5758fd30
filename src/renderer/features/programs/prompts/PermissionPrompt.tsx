import {
  ClipboardCopy,
  Database,
  Globe,
  type LucideIcon,
  ScanLine,
  Share2,
  UserRound,
  UsersRound,
  Wallet,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { MiniPermission } from '@shared/mini/package.ts';
import { standingOf } from '@domain/mini/authorship.ts';
import { AuthorText } from '@i18n/AuthorText.tsx';
import { isolate, useT } from '@i18n/useT.tsx';
import { AuthorLine } from '@ui/display/AuthorLine.tsx';
import { useAuthor } from '../useAuthor.ts';
import { ArmedButton } from '@ui/controls/ArmedButton.tsx';
import { PromptDialog } from './PromptDialog.tsx';
import styles from './Prompts.module.css';
import type { PromptProps } from './promptProps.ts';

const ICONS = {
  profile: UserRound,
  'contacts.pick': UsersRound,
  scan: ScanLine,
  'clipboard.write': ClipboardCopy,
  net: Globe,
  pay: Wallet,
  'storage.sync': Database,
  share: Share2,
} as const satisfies Readonly<Record<MiniPermission, LucideIcon>>;

/** May it? Asked once and remembered; closing says neither. */
export function PermissionPrompt({ prompt, program }: PromptProps<'permission'>): ReactNode {
  const t = useT();
  const { permission, hosts, answer } = prompt;
  const author = useAuthor(program.package);
  const Icon = ICONS[permission];
  return (
    <PromptDialog
      program={program}
      prompt={prompt}
      title={t('programs.prompt.permission', { name: isolate(program.name) })}
      onClose={() => answer(null)}
      refusal={{ label: t('programs.prompt.deny'), onPress: () => answer(false) }}
      action={
        <ArmedButton asked={prompt} onClick={() => answer(true)}>
          {t('programs.prompt.allow')}
        </ArmedButton>
      }
    >
      {author !== null && (
        <p className={styles['author']}>
          <AuthorLine standing={standingOf(author)}>
            <AuthorText author={author} />
          </AuthorLine>
        </p>
      )}
      <div className={styles['wish']}>
        <Icon aria-hidden />
        <strong>{t(`programs.permission.${permission}`)}</strong>
        <p>{t(`programs.permission.${permission}.text`)}</p>
        {hosts.length > 0 && (
          <ul className={styles['hosts']}>
            {hosts.map((host) => (
              <li key={host}>
                <bdi dir="ltr">{host}</bdi>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className={styles['muted']}>{t('programs.prompt.later')}</p>
    </PromptDialog>
  );
}
