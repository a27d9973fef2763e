import type { DialogLength } from '../../wire/answers.ts';

const widths = { small: 360, medium: 600, large: 840 } as const;
const heights = { small: 240, medium: 420, large: 600 } as const;
const min = 160;
const max = 2000;

/**
 * Returns the size of a dialog in CSS pixels.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules
 */
export function toDialogSize(
  width: DialogLength,
  height: DialogLength,
): { readonly width: number; readonly height: number } {
  return { width: toPixels(width, widths), height: toPixels(height, heights) };
}

/** Parses a length that a page requests. @returns undefined for anything else. */
export function parseDialogLength(value: unknown): DialogLength | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : value === 'small' || value === 'medium' || value === 'large'
      ? value
      : undefined;
}

function toPixels(length: DialogLength, names: Readonly<Record<'small' | 'medium' | 'large', number>>): number {
  return typeof length === 'number' ? Math.min(max, Math.max(min, length)) : names[length];
}
