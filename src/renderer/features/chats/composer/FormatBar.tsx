import { Bold, Code, Italic, Strikethrough, TextQuote } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Format, formats } from '@domain/markup/format.ts';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { writingKeys } from '@ui/keys/chatKeys.ts';
import { chordLabel } from '@ui/keys/chordLabel.ts';
import styles from './Composer.module.css';

const ICONS = {
  bold: Bold,
  italic: Italic,
  strike: Strikethrough,
  code: Code,
  quote: TextQuote,
} as const satisfies Record<Format, unknown>;

/** What can be done with selected words, above where one writes. */
export function FormatBar({ onFormat }: { readonly onFormat: (format: Format) => void }): ReactNode {
  const t = useT();
  return (
    <div role="toolbar" className={styles['formats']} aria-label={t('composer.format.label')}>
      {formats.map((format) => {
        const Icon = ICONS[format];
        return (
          <IconButton
            key={format}
            size="small"
            label={t(`composer.format.${format}`)}
            shortcut={chordLabel(writingKeys[format])}
            icon={<Icon aria-hidden />}
            // The field keeps the focus, and with it the selection.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onFormat(format)}
          />
        );
      })}
    </div>
  );
}
