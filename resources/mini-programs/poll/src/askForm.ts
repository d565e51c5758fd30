import { icon, iconButton } from '../../shared/icons.ts';
import { cleanLine } from '../../shared/reading.ts';
import type { Speech } from '../../shared/texts.ts';
import { type View, h, valueOf } from '../../shared/view.ts';
import { ANSWER, FEWEST, MOST, QUESTION } from './rules.ts';
import type { pollTexts } from './texts.ts';

/** A question that is being written. */
export interface Draft {
  readonly question: string;
  readonly options: readonly string[];
  readonly isMany: boolean;
  readonly isQuiet: boolean;
  readonly isTried: boolean;
}

/** A blank one. */
export const emptyDraft = (): Draft => ({
  question: '',
  options: ['', ''],
  isMany: false,
  isQuiet: false,
  isTried: false,
});

interface AskForm {
  readonly draft: Draft;
  readonly speech: Speech<keyof (typeof pollTexts)['en']>;
  readonly onChange: (draft: Draft) => void;
  readonly onAsk: (draft: Draft) => void;
  readonly onCancel: () => void;
}

/** What is missing of a draft. */
function missingOf({ question, options }: Draft): 'needQuestion' | 'needAnswers' | null {
  if (cleanLine(question, QUESTION) === '') return 'needQuestion';
  const filled = options.map((option) => cleanLine(option, ANSWER)).filter((option) => option !== '');
  return new Set(filled).size < Math.max(FEWEST, filled.length) ? 'needAnswers' : null;
}

/** Draws the form. */
export function askForm(form: AskForm): View {
  const { draft, speech, onChange, onAsk, onCancel } = form;
  const { say } = speech;
  const missing = missingOf(draft);
  const submit = (event: Event) => {
    event.preventDefault();
    if (missing === null) onAsk(draft);
    else onChange({ ...draft, isTried: true });
  };
  return h(
    'form',
    { key: 'ask', class: 'card padded stack', 'aria-label': say('newPoll'), on: { submit } },
    h(
      'label',
      {},
      say('question'),
      h('input', {
        value: draft.question,
        maxlength: QUESTION,
        dir: 'auto',
        autocomplete: 'off',
        mounted: (element) => element.focus(),
        on: { input: (event) => onChange({ ...draft, question: valueOf(event) }) },
      }),
    ),
    answers(form),
    toggle(say('many'), draft.isMany, (isMany) => onChange({ ...draft, isMany })),
    toggle(say('quiet'), draft.isQuiet, (isQuiet) => onChange({ ...draft, isQuiet })),
    draft.isQuiet && h('p', { class: 'notice' }, icon('lock'), say('quietNote')),
    draft.isTried && missing !== null && h('p', { class: 'problem', role: 'alert' }, say(missing)),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'quiet', on: { click: onCancel } }, say('cancel')),
      h('button', { type: 'submit', class: 'primary' }, say('ask')),
    ),
  );
}

function answers({ draft, speech, onChange }: AskForm): View {
  const { say } = speech;
  const { options } = draft;
  const setAt = (at: number, text: string) =>
    onChange({ ...draft, options: options.map((option, index) => (index === at ? text : option)) });
  return h(
    'fieldset',
    { class: 'stack tight' },
    h('legend', { class: 'label' }, say('answers')),
    options.map((option, index) =>
      h(
        'div',
        { class: 'row', key: String(index) },
        h('input', {
          value: option,
          maxlength: ANSWER,
          dir: 'auto',
          autocomplete: 'off',
          'aria-label': say('answer', { number: index + 1 }),
          placeholder: say('answer', { number: index + 1 }),
          on: { input: (event) => setAt(index, valueOf(event)) },
        }),
        options.length > FEWEST &&
          iconButton('close', say('removeAnswer', { number: index + 1 }), {
            onPress: () => onChange({ ...draft, options: options.filter((_, at) => at !== index) }),
          }),
      ),
    ),
    options.length < MOST &&
      h(
        'button',
        {
          type: 'button',
          class: 'quiet start',
          on: { click: () => onChange({ ...draft, options: [...options, ''] }) },
        },
        icon('add'),
        say('addAnswer'),
      ),
  );
}

function toggle(label: string, isOn: boolean, onToggle: (isOn: boolean) => void): View {
  return h(
    'label',
    { class: 'choice', key: label },
    h('input', { type: 'checkbox', checked: isOn, on: { change: () => onToggle(!isOn) } }),
    label,
  );
}
