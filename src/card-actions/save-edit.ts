import type { Cards } from '../cards/create-cards.ts';
import { parseRepairForm, toFormErrors } from '../cards/parse-repair-form.ts';
import type { FormErrors, FormValues } from '../cards/repair-form-card.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import type { CardAction, CardActionAnswer, CardActionContext } from './card-action.ts';
import { changeRepair } from './change-repair.ts';
import { malformed, parseObject, parseRepairData, type RepairData } from './parse-action-data.ts';
import { showRepair, toSharedCard } from './show-repair.ts';
import { tellReadOnly } from './tell-refusals.ts';
import { toDifferences } from './to-differences.ts';

const pictureStays = 'The picture stays: it can be replaced, not taken away.';

type Edited = RepairData & { readonly etag: string };
type Form = ReturnType<typeof parseRepairForm>;

/**
 * Creates `saveEdit`: keeps what was typed. What is at fault is said in the same form beside its field; where somebody else
 * was faster, the form stays as typed, says what the repair is now, and saves over that when it is sent again.
 */
export function createSaveEdit(cards: Cards): CardAction {
  return async ({ data }, context) => {
    const edited = parseEdited(data);
    const form = parseRepairForm(parseObject(data, 'data'));
    return tellReadOnly(cards, edited, context, () => save(cards, edited, form, context));
  };
}

function parseEdited(data: unknown): Edited {
  const { etag, ...repairData } = parseRepairData(data);
  if (etag === undefined) {
    throw malformed('etag');
  }
  return { ...repairData, etag };
}

async function save(cards: Cards, edited: Edited, form: Form, context: CardActionContext): Promise<CardActionAnswer> {
  const { list } = edited;
  const showForm = (problem: { readonly errors?: FormErrors; readonly note?: string }, etag = edited.etag) =>
    toForm(cards, form.values, { ...edited, etag }, problem);
  if (!form.isValid) {
    return showForm({ errors: form.errors });
  }
  try {
    const change = { fields: form.fields, isApt: () => true };
    const { kind, versioned } = await changeRepair(edited, change, context.repairs);
    const { repair, etag } = versioned;
    if (kind === 'late') {
      return showForm({ note: toLateNote(toDifferences(form.fields, repair)) }, etag);
    }
    const isPictureKept = form.fields.image === undefined && repair.image !== undefined;
    const view = {
      ...(isPictureKept ? { note: pictureStays } : {}),
      ...(list === undefined ? {} : { list }),
    };
    const answer = showRepair(cards, versioned, view, context);
    return kind === 'changed' && list === undefined ? { ...answer, shared: toSharedCard(cards, versioned) } : answer;
  } catch (fault) {
    if (!(fault instanceof InvalidRequest)) {
      throw fault;
    }
    return showForm({ errors: toFormErrors(fault) });
  }
}

function toForm(
  cards: Cards,
  values: FormValues,
  { repairId, etag, list }: Edited,
  problem: { readonly errors?: FormErrors; readonly note?: string },
): CardActionAnswer {
  const submit = { kind: 'edit', repairId, etag, ...(list === undefined ? {} : { list }) } as const;
  return { kind: 'card', card: cards.repairFormCard({ values, submit, ...problem }).content };
}

const toLateNote = (differences: string): string =>
  `Somebody else was faster, so nothing was saved. The repair now has: ${differences}. ` +
  'Save again to put what stands below in its place, or cancel to leave it so.';
