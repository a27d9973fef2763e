import type { CardActionUser } from './card-action.ts';

/** The name under which repairs are assigned to a person; empty where the channel does not say it. */
export const toAssignee = ({ name }: Pick<CardActionUser, 'name'>): string => name.trim().normalize('NFC');
