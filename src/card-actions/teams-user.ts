/** A person, as the channel identifies them; never taken from what the person sends. */
export interface TeamsUser {
  /** Microsoft Entra object id if the channel provides one, else the channel's id of the person. */
  readonly id: string;
  /** Empty if the channel does not provide one. */
  readonly name: string;
  readonly tenantId: string;
}

/** Returns the name under which repairs are assigned to a person; empty if unknown. */
export const toAssignee = ({ name }: TeamsUser): string => name.trim().normalize('NFC');
