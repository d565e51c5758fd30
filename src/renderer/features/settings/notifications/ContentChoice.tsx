import { type ReactNode, useEffect, useState } from 'react';
import { type NoticeContent, noticeContents } from '@domain/preference/telling.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';

/** What a notification shows. Only where the host tells of a locked screen can it depend on that. */
export function ContentChoice(props: {
  readonly content: NoticeContent;
  readonly onChange: (content: NoticeContent) => void;
}): ReactNode {
  const { content, onChange } = props;
  const t = useT();
  const knowsLock = useKnowsLock();
  const offered = noticeContents.filter((value) => value !== 'unlocked' || knowsLock || content === 'unlocked');
  return (
    <Section>
      <Plain>
        <RadioGroup
          label={t('settings.content')}
          value={content}
          options={offered.map((value) => ({
            value,
            label: t(`settings.content.${value}`),
            ...(value === 'unlocked' ? { description: t('settings.content.unlocked.hint') } : {}),
          }))}
          onChange={onChange}
        />
      </Plain>
    </Section>
  );
}

/** Whether the host tells when the screen is locked. */
function useKnowsLock(): boolean {
  const workspace = useWorkspace();
  const [knows, setKnows] = useState(false);
  useEffect(() => {
    let isOver = false;
    void workspace.diagnostics().then((figures) => {
      if (!isOver && figures.ok) setKnows(figures.value.edition === 'desktop');
    });
    return () => {
      isOver = true;
    };
  }, [workspace]);
  return knows;
}
