import { ImagePlus } from 'lucide-react';
import type { Node } from 'prosemirror-model';
import { type ReactNode, useRef, useState } from 'react';
import { MAX_PRICE } from '@domain/article/document.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { MAX_TITLE } from '@domain/feed/post.ts';
import { cardOfPackage } from '@domain/mini/card.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { PictureLook } from '../article/PictureLook.tsx';
import { useReport } from '../useChannels.ts';
import { articleSchema } from './articleSchema.ts';
import styles from './Editor.module.css';
import type { EditorTools } from './editorTools.ts';
import { type ProgramChoice, useProgramChoices } from './ProgramChooser.tsx';
import { usePayCode } from './usePayCode.tsx';

const FORM = 'article-product';

export interface ProductDialogProps {
  readonly tools: Pick<EditorTools, 'keepPicture'>;
  readonly onInsert: (blocks: readonly Node[]) => void;
  readonly onClose: () => void;
}

type Opens = 'none' | 'payment' | 'program';
const OPENS = ['payment', 'program', 'none'] as const;

/** Asks what a product is, what it costs, and what its button opens. */
export function ProductDialog({ tools, onInsert, onClose }: ProductDialogProps): ReactNode {
  const t = useT();
  const [told, setTold] = useState({ name: '', amount: '', unit: '', words: '' });
  const [picture, setPicture] = useState<FileReference | null>(null);
  const change = (part: Partial<typeof told>) => setTold({ ...told, ...part });
  const target = useTarget();
  const insert = async () => {
    const opens = await target.take();
    if (opens === undefined) return;
    const name = told.name.trim();
    onInsert([articleSchema.nodes.product.create({ ...told, name, picture, opens })]);
  };
  return (
    <Dialog
      isOpen
      title={t('paid.product')}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={FORM} disabled={told.name.trim() === '' || !target.isReady}>
            {t('channels.editor.put')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className={styles['product']}
        onSubmit={(event) => {
          event.preventDefault();
          void insert();
        }}
      >
        <ProductPicture picture={picture} tools={tools} onChange={setPicture} />
        <TextField
          label={t('paid.product.name')}
          maxLength={MAX_TITLE}
          autoFocus
          value={told.name}
          onChange={(name) => change({ name })}
        />
        <div className={styles['price']}>
          <TextField
            label={t('paid.product.amount')}
            maxLength={MAX_PRICE}
            value={told.amount}
            onChange={(amount) => change({ amount })}
          />
          <TextField
            label={t('paid.product.unit')}
            maxLength={MAX_PRICE}
            value={told.unit}
            onChange={(unit) => change({ unit })}
          />
        </div>
        <TextArea
          label={t('paid.product.words')}
          rows={2}
          maxLength={500}
          value={told.words}
          onChange={(words) => change({ words })}
        />
        {target.fields}
      </form>
    </Dialog>
  );
}

interface ProductPictureProps {
  readonly picture: FileReference | null;
  readonly tools: Pick<EditorTools, 'keepPicture'>;
  readonly onChange: (picture: FileReference) => void;
}

function ProductPicture({ picture, tools, onChange }: ProductPictureProps): ReactNode {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    const kept = file === undefined ? null : await tools.keepPicture(file);
    if (kept !== null) onChange(kept);
  };
  return (
    <div className={styles['productPicture']}>
      {picture !== null && <PictureLook file={picture} alt="" />}
      <Button icon={<ImagePlus aria-hidden />} onClick={() => input.current?.click()}>
        {t(picture === null ? 'paid.product.picture' : 'paid.product.picture.other')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}

/** What the button opens; `take` is undefined where that cannot be had. */
function useTarget() {
  const t = useT();
  const { programs } = useWorkspace();
  const report = useReport();
  const choices = useProgramChoices();
  const [opens, setOpens] = useState<Opens>('none');
  const code = usePayCode(t('channels.editor.payment.text'));
  const [chosen, setChosen] = useState<string | null>(null);
  const choice: ProgramChoice | undefined = choices.find(({ id }) => id === chosen) ?? choices[0];
  const take = async () => {
    if (opens === 'none') return null;
    if (opens === 'payment') {
      const taken = code.take();
      return taken === null ? undefined : { what: 'payment', code: taken };
    }
    const known = choice === undefined ? null : await report(programs.inspectPackage(choice.id));
    if (known === null || choice === undefined) return undefined;
    return { what: 'program', program: cardOfPackage(known.value.facts, choice.name) };
  };
  const fields = (
    <>
      <RadioGroup
        label={t('paid.product.opens')}
        value={opens}
        options={OPENS.map((value) => ({ value, label: t(`paid.product.opens.${value}`) }))}
        onChange={setOpens}
      />
      {opens === 'payment' && code.field}
      {opens === 'program' &&
        (choice === undefined ? (
          <p>{t('channels.editor.program.none')}</p>
        ) : (
          <Select<string>
            label={t('channels.editor.program')}
            value={choice.id}
            options={choices.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
        ))}
    </>
  );
  const isReady = opens === 'none' || (opens === 'payment' ? !code.isEmpty : choice !== undefined);
  return { fields, take, isReady };
}
