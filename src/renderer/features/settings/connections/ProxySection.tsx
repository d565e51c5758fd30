import { type ReactNode, useEffect, useState } from 'react';
import type { Settings } from '@domain/settings/settings.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import type { SettingsControl } from '../useSettings.ts';
import styles from './Connections.module.css';
import { type ManualProxy, type ProxyProblem, parseProxy, proxyText } from './parseProxy.ts';

type Mode = Settings['proxy']['mode'];

/** By which proxy the network is reached, and what goes by it. Where the browser decides, that is said. */
export function ProxySection({
  control,
  hasFailed,
}: {
  readonly control: SettingsControl;
  /** Whether what is chosen could not be set (PRX-4). */
  readonly hasFailed: boolean;
}): ReactNode {
  const t = useT();
  const canSet = useCanSet();
  if (canSet === null) return null;
  return (
    <Section title={t('settings.proxy')} description={t(canSet ? 'settings.proxy.text' : 'settings.proxy.browser')}>
      {hasFailed && (
        <Plain>
          <AlertBanner tone="danger">{t('settings.proxy.failed')}</AlertBanner>
        </Plain>
      )}
      {canSet && !control.isLoading && <Choice key={JSON.stringify(control.settings.proxy)} control={control} />}
    </Section>
  );
}

function Choice({ control }: { readonly control: SettingsControl }): ReactNode {
  const t = useT();
  const { proxy } = control.settings;
  const [mode, setMode] = useState<Mode>(proxy.mode);
  const option = (value: Mode) => ({
    value,
    label: t(`settings.proxy.${value}`),
    description: t(`settings.proxy.${value}.text`),
  });
  return (
    <>
      <Plain>
        <RadioGroup
          label={t('settings.proxy.which')}
          value={mode}
          options={[option('system'), option('none'), option('manual')]}
          onChange={(chosen) => {
            setMode(chosen);
            // An own one holds once its address is there.
            if (chosen !== 'manual') control.change({ proxy: { mode: chosen } });
          }}
        />
      </Plain>
      {mode === 'manual' && <OwnProxy known={proxy.mode === 'manual' ? proxy : null} control={control} />}
    </>
  );
}

function OwnProxy({
  known,
  control,
}: {
  readonly known: ManualProxy | null;
  readonly control: SettingsControl;
}): ReactNode {
  const t = useT();
  const [kind, setKind] = useState<ManualProxy['kind']>(known?.kind ?? 'http');
  const [text, setText] = useState(known === null ? '' : proxyText(known));
  const [problem, setProblem] = useState<ProxyProblem | null>(null);
  return (
    <form
      className={styles['add']}
      onSubmit={(event) => {
        event.preventDefault();
        const parsed = parseProxy(text, kind);
        setProblem(parsed.ok ? null : parsed.error.code);
        if (parsed.ok) control.change({ proxy: parsed.value });
      }}
    >
      <Select
        label={t('settings.proxy.kind')}
        value={kind}
        options={(['http', 'socks5'] as const).map((value) => ({ value, label: t(`settings.proxy.kind.${value}`) }))}
        onChange={setKind}
      />
      <TextField
        label={t('settings.proxy.address')}
        placeholder={t('settings.proxy.placeholder')}
        dir="ltr"
        inputMode="url"
        spellCheck={false}
        value={text}
        error={problem === null ? null : t(`settings.proxy.problem.${problem}`)}
        onChange={(typed) => {
          setText(typed);
          setProblem(null);
        }}
      />
      <div className={styles['use']}>
        <Button type="submit" pending={control.isSaving}>
          {t('settings.proxy.use')}
        </Button>
      </div>
    </form>
  );
}

/** Null until it is known. */
function useCanSet(): boolean | null {
  const workspace = useWorkspace();
  const [canSet, setCanSet] = useState<boolean | null>(null);
  useEffect(() => {
    let isOver = false;
    void workspace.canSetProxy().then((answer) => {
      if (!isOver && answer.ok) setCanSet(answer.value);
    });
    return () => {
      isOver = true;
    };
  }, [workspace]);
  return canSet;
}
