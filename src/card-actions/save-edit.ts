import type { Cards } from '../cards/create-cards.ts';
import { parseRepairForm, type RepairForm, toFormErrors } from '../cards/parse-repair-form.ts';
import type { RepairFormCardOptions } from '../cards/repair-form-card.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import type { CardAction, CardActionAnswer, CardActionContext } from './card-action.ts';
import { changeRepair } from './change-repair.ts';
import { malformed, parseObject, parseRepairData, type RepairData } from './parse-action-data.ts';
import { withReadOnlyCard } from './refusal-cards.ts';
import { showChanged } from './show-repair.ts';
import { toDifferences } from './to-differences.ts';

const pictureKept = 'The picture was kept: it can be replaced, but not removed.';

type EditData = RepairData & { readonly etag: string };

/**
 * `saveEdit`: saves the form. The same form shows errors beside their fields. If somebody else changed the repair
 * first, the form keeps the input, lists the current values of the repair, and overwrites them if it is saved again.
 */
export const saveEdit: CardAction = async (cards, { data }, context) => {
  const editData = parseEditData(data);
  const form = parseRepairForm(parseObject(data, 'data'));
  return withReadOnlyCard(cards, editData, context, () => save(cards, editData, form, context));
};

function parseEditData(data: unknown): EditData {
  const { etag, ...repairData } = parseRepairData(data);
  if (etag === undefined) {
    throw malformed('etag');
  }
  return { ...repairData, etag };
}

async function save(
  cards: Cards,
  editData: EditData,
  form: RepairForm,
  context: CardActionContext,
): Promise<CardActionAnswer> {
  const { repairId, list } = editData;
  const showForm = (
    problem: Pick<RepairFormCardOptions, 'errors' | 'note'>,
    etag = editData.etag,
  ): CardActionAnswer => {
    const submit = { kind: 'edit', repairId, etag, list } as const;
    return { kind: 'card', card: cards.repairFormCard({ values: form.values, submit, ...problem }).content };
  };
  if (!form.isValid) {
    return showForm({ errors: form.errors });
  }
  try {
    const change = { fields: form.fields, isApplicable: () => true };
    const outcome = await changeRepair(editData, change, context.repairs);
    const { repair, etag } = outcome.versioned;
    if (outcome.kind === 'conflict') {
      return showForm({ note: toConflictNote(toDifferences(form.fields, repair)) }, etag);
    }
    const isPictureKept = form.fields.image === undefined && repair.image !== undefined;
    return showChanged(cards, outcome, { note: isPictureKept ? pictureKept : undefined, list }, context);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) {
      throw error;
    }
    return showForm({ errors: toFormErrors(error) });
  }
}

const toConflictNote = (differences: string): string =>
  `Someone else changed this repair first, so nothing was saved. The repair now has: ${differences}. ` +
  'Save again to overwrite it with the values below, or cancel to keep it.';
