import { type ReactNode, useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useT } from '@i18n/useT.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { knownCurrencies } from './currencies.ts';
import type { UnitForm, UnitProblem } from './newUnit.ts';

export interface UnitFieldsProps {
  readonly form: UnitForm;
  readonly problem: UnitProblem | null;
  readonly onChange: (change: Partial<UnitForm>) => void;
}

/** What each kind of unit asks for, and nothing else. */
export function UnitFields({ form, problem, onChange }: UnitFieldsProps): ReactNode {
  const t = useT();
  const { kind, name, redeem, code } = form;
  const errorOf = (field: UnitProblem) => (problem === field ? t(`wallet.new.${field}.problem`) : null);
  return (
    <>
      <TextField
        label={t('wallet.new.name')}
        placeholder={t(`wallet.new.name.${kind}`)}
        value={name}
        maxLength={64}
        autoFocus
        error={errorOf('name')}
        onChange={(value) => onChange({ name: value })}
      />
      {(kind === 'iou' || kind === 'prepaid') && <CurrencyField form={form} onChange={onChange} />}
      {kind === 'points' && <LapseField form={form} onChange={onChange} />}
      <TextArea
        label={t('wallet.new.redeem')}
        description={t('wallet.new.redeem.text')}
        value={redeem}
        maxLength={500}
        rows={2}
        error={errorOf('redeem')}
        onChange={(value) => onChange({ redeem: value })}
      />
      <TextField
        label={t('wallet.new.code')}
        description={t('wallet.new.code.text')}
        value={code}
        maxLength={8}
        dir="ltr"
        spellCheck={false}
        error={errorOf('code')}
        onChange={(value) => onChange({ code: value.toUpperCase().replaceAll(/[^A-Z0-9]/g, '') })}
      />
      {kind !== 'points' && (
        <Switch
          label={t('wallet.new.transferable')}
          description={t('wallet.new.transferable.text')}
          checked={form.isTransferable}
          onChange={(isTransferable) => onChange({ isTransferable })}
        />
      )}
    </>
  );
}

type FieldPart = Pick<UnitFieldsProps, 'form' | 'onChange'>;

function CurrencyField({ form, onChange }: FieldPart): ReactNode {
  const t = useT();
  const { locale } = useIntl();
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' });
    const all = knownCurrencies().map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
    return [{ value: '', label: t('wallet.new.currency.none') }, ...all];
  }, [locale, t]);
  return (
    <Select<string>
      label={t('wallet.new.currency')}
      value={form.currency}
      options={options}
      onChange={(currency) => onChange({ currency })}
    />
  );
}

function LapseField({ form, onChange }: FieldPart): ReactNode {
  const t = useT();
  return (
    <Select<string>
      label={t('wallet.new.lapse')}
      description={t('wallet.new.lapse.text')}
      value={form.expiresDays}
      options={['', '30', '90', '180', '365', '730'].map((value) => ({
        value,
        label: value === '' ? t('wallet.new.lapse.never') : t('wallet.new.lapse.days', { days: Number(value) }),
      }))}
      onChange={(expiresDays) => onChange({ expiresDays })}
    />
  );
}
