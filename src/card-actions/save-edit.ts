import type { Cards } from '../cards/create-cards.ts';
import { parseRepairForm, type RepairForm, toFormErrors } from '../cards/parse-repair-form.ts';
import type { FormValues, RepairFormCardOptions } from '../cards/repair-form-card.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import type { CardAction, CardActionAnswer, CardActionContext } from './card-action.ts';
import { changeRepair } from './change-repair.ts';
import { mergeEdit } from './merge-edit.ts';
import { malformed, parseObject, parseRepairData, parseSeenValues, type RepairData } from './parse-action-data.ts';
import { withReadOnlyCard } from './refusal-cards.ts';
import { showChanged } from './show-repair.ts';

const pictureKept = 'The picture was kept: it can be replaced, but not removed.';

interface EditData extends RepairData {
  readonly etag: string;
  /** The values of that version. */
  readonly seen: FormValues | undefined;
}

/**
 * `saveEdit`: saves the form. The same form shows errors beside their fields. If somebody else changed the repair
 * first, nothing is saved: the form then shows their changes together with the input (see `mergeEdit`).
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
  return { ...repairData, etag, seen: parseSeenValues(data) };
}

async function save(
  cards: Cards,
  editData: EditData,
  form: RepairForm,
  context: CardActionContext,
): Promise<CardActionAnswer> {
  const { repairId, list } = editData;
  const showForm = (
    shown: Pick<RepairFormCardOptions, 'values' | 'errors' | 'note'>,
    { etag, seen }: Pick<EditData, 'etag' | 'seen'> = editData,
  ): CardActionAnswer => {
    const submit = { kind: 'edit', repairId, etag, list, seen } as const;
    return { kind: 'card', card: cards.repairFormCard({ ...shown, submit }).content };
  };
  if (!form.isValid) {
    return showForm({ values: form.values, errors: form.errors });
  }
  try {
    const outcome = await changeRepair(editData, form.fields, context.repairs);
    const { repair, etag } = outcome.versioned;
    if (outcome.kind === 'conflict') {
      return showForm(mergeEdit(editData.seen, form.values, repair), { etag, seen: repair });
    }
    const isPictureKept = form.fields.image === undefined && repair.image !== undefined;
    return showChanged(cards, outcome, { note: isPictureKept ? pictureKept : undefined, list }, context);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) {
      throw error;
    }
    return showForm({ values: form.values, errors: toFormErrors(error) });
  }
}
