import { type ReactNode, useMemo } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useFormats } from '@i18n/useFormats.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message, MessageBody } from '@services/workspace/workspace.ts';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useOpenGroup } from '../groups/groupContext.ts';
import { lineDirection } from '../text/lineDirection.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import styles from './Programs.module.css';
import { useProgramLinks } from './programContext.ts';

export interface ProgramInfoRowProps {
  readonly message: Message;
  readonly body: Extract<MessageBody, { readonly kind: 'program-info' }>;
}

/**
 * A line a program put into the talk, under the program's name and picture, so that nobody takes it for the app's or a person's own words;
 * a press opens the program where the line leads.
 */
export function ProgramInfoRow({ message, body }: ProgramInfoRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const links = useProgramLinks();
  const { programs } = useWorkspace();
  const { instance, text, href } = body;
  const program = useQueryValue(
    useMemo(() => programs.program(instance), [programs, instance]),
    null,
  );
  const name = program?.name ?? t('programs.info.unknown');
  const author = useOpenGroup()?.people.get(message.author)?.name;
  return (
    <div className={styles['info']} data-notice="" data-tooltip={formats.full(message.at)}>
      <button type="button" onClick={() => (href === null ? links.open(instance) : links.open(instance, href))}>
        <span className={styles['speaker']}>
          <ProgramIcon name={name} picture={program?.icon ?? null} size="tiny" />
          <PersonName>{name}</PersonName>
          {author !== undefined && !message.own && (
            <span className={styles['through']}>
              <PersonName>{author}</PersonName>
            </span>
          )}
        </span>
        <span className={styles['line']} dir={lineDirection(text)}>
          {tameMarks(text)}
        </span>
      </button>
    </div>
  );
}
