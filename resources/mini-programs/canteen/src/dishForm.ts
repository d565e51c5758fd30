import { amountOf, amountText } from '../../shared/money.ts';
import { choice, field, form, problemView, sheetActions, tick } from '../../shared/parts.ts';
import { cleanLine, newId } from '../../shared/reading.ts';
import { sheet } from '../../shared/sheet.ts';
import { amountField } from '../../shared/shopViews.ts';
import { type View, h } from '../../shared/view.ts';
import { type Draft, change, page, say, session, today } from './program.ts';
import { ALLERGENS, DIETS } from './acts.ts';
import type { Dish, Shop } from './rules.ts';

/** A dish to be filled in. */
export function emptyDraft(day: string): Draft {
  return { id: null, day, name: '', price: '', portions: '20', diet: 'any', allergens: [], isShown: true };
}

/** A dish as it can be changed. */
export function draftOf({ currency }: Shop, { id, day, name, price, portions, diet, allergens, isShown }: Dish): Draft {
  return { id, day, name, price: amountText(price, currency), portions: String(portions), diet, allergens, isShown };
}

/** Draws the form of a dish. */
export function dishSheet(shop: Shop, draft: Draft): View {
  const close = () => change({ draft: null });
  const setDiet = (value: string) => {
    draft.diet = DIETS.find((diet) => diet === value) ?? 'any';
  };
  return sheet(
    { key: 'dish', title: say(draft.id === null ? 'newDish' : 'edit'), onClose: close },
    form(
      'dish',
      () => save(shop, draft),
      field(say('name'), draft.name, {
        onInput: (name) => (draft.name = name),
        attributes: { required: true, maxlength: 80 },
      }),
      h(
        'div',
        { class: 'pair' },
        amountField(say('price'), draft.price, {
          currency: shop.currency,
          onInput: (price) => (draft.price = price),
        }),
        field(say('portions'), draft.portions, {
          onInput: (portions) => (draft.portions = portions),
          attributes: { type: 'number', min: 0, max: 10_000, required: true },
        }),
        draft.id === null &&
          field(say('day'), draft.day, {
            onInput: (day) => (draft.day = day),
            attributes: { type: 'date', required: true, min: today() },
          }),
        choice(say('diet'), draft.diet, { options: DIETS.map((diet) => [diet, say(diet)]), onChange: setDiet }),
      ),
      allergenChoice(draft),
      tick(say('shown'), draft.isShown, () => (draft.isShown = !draft.isShown)),
      problemView(page.problem),
      sheetActions(say('cancel'), say('save'), close),
    ),
  );
}

function allergenChoice(draft: Draft): View {
  const toggle = (allergen: (typeof ALLERGENS)[number]) => () => {
    const rest = draft.allergens.filter((one) => one !== allergen);
    draft.allergens = rest.length < draft.allergens.length ? rest : [...rest, allergen];
    change({});
  };
  return h(
    'div',
    { class: 'chips' },
    ALLERGENS.map((allergen) =>
      h(
        'button',
        {
          key: allergen,
          type: 'button',
          class: 'chip',
          'aria-pressed': draft.allergens.includes(allergen),
          on: { click: toggle(allergen) },
        },
        say(allergen),
      ),
    ),
  );
}

function save(shop: Shop, { id, day, name, price, portions, diet, allergens, isShown }: Draft): void {
  const amount = amountOf(price, shop.currency);
  const clean = cleanLine(name, 80);
  if (amount === null || clean === '')
    return change({ problem: say('badPrice', { example: amountText(450, shop.currency) }) });
  Object.assign(page, { draft: null, day });
  session.act({
    t: 'dish',
    id: id ?? newId(),
    day,
    name: clean,
    price: amount,
    allergens,
    diet,
    portions: Math.max(0, Math.trunc(Number(portions))),
    isShown,
  });
  return change({});
}
