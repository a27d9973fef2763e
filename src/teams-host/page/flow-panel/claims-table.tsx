import type { ReactElement } from 'react';
import { toClaimRows } from './claims.ts';

/** What an access token says, folded away until asked for. */
export function ClaimsTable({ claims }: { readonly claims: Readonly<Record<string, unknown>> }): ReactElement {
  return (
    <details className="claims">
      <summary>What the access token says</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {toClaimRows(claims).map(({ name, value, meaning }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                {meaning !== '' && <small>{meaning}</small>}
              </th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
