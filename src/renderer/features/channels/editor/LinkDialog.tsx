import type { EditorState } from 'prosemirror-state';
import { type ReactNode, useState } from 'react';
import { isArticleLink } from '@domain/article/document.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import type { ArticleEditorHandle } from './createArticleEditor.ts';
import { hasMark, linkAt, setLink } from './editorCommands.ts';

export interface LinkDialogProps {
  readonly handle: ArticleEditorHandle;
  readonly state: EditorState;
  readonly onClose: () => void;
}

const FORM = 'article-link';

/** What a person types as an address, with what they leave out. */
function addressOf(text: string): string {
  const trimmed = text.trim();
  if (/^(?:https?:\/\/|mailto:)/iu.test(trimmed)) return trimmed;
  return /^[^\s@/]+@[^\s@/]+$/u.test(trimmed) ? `mailto:${trimmed}` : `https://${trimmed}`;
}

/** Asks where the selected text is to lead. */
export function LinkDialog({ handle, state, onClose }: LinkDialogProps): ReactNode {
  const t = useT();
  const [text, setText] = useState(() => linkAt(state)?.href ?? '');
  const [isWrong, setWrong] = useState(false);
  const set = (href: string | null) => {
    onClose();
    handle.run(setLink(href));
  };
  const submit = () => {
    const href = addressOf(text);
    if (isArticleLink(href)) set(href);
    else setWrong(true);
  };
  return (
    <Dialog
      isOpen
      title={t('channels.editor.link')}
      size="small"
      onClose={onClose}
      footer={
        <>
          {hasMark(state, 'link') && (
            <Button variant="danger" onClick={() => set(null)}>
              {t('channels.editor.link.remove')}
            </Button>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={FORM} disabled={text.trim() === ''}>
            {t('channels.editor.link.set')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={t('channels.editor.link.address')}
          dir="ltr"
          autoFocus
          spellCheck={false}
          placeholder="https://"
          value={text}
          error={isWrong ? t('channels.editor.link.wrong') : null}
          onChange={(value) => {
            setText(value);
            setWrong(false);
          }}
        />
      </form>
    </Dialog>
  );
}
