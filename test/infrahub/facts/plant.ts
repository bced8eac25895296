import { runningServer } from '../support/server';
import { graphql } from '../support/graphql';

/** Kinds that no other case has. */
export const plot = 'FactPlot';
export const sensor = 'FactSensor';
export const beacon = 'FactBeacon';
const generic = 'FactSignalled';

const text = (name: string) => ({ name, kind: 'Text', optional: true });

const schema = {
  version: '1.0',
  generics: [{ name: 'Signalled', namespace: 'Fact', attributes: [text('checksum')] }],
  nodes: [
    {
      name: 'Plot',
      namespace: 'Fact',
      inherit_from: [generic],
      human_friendly_id: ['name__value'],
      display_label: '{{ name__value }}',
      attributes: [
        { name: 'name', kind: 'Text', unique: true },
        text('mode'),
        { name: 'role', kind: 'Text', default_value: 'field' },
        { name: 'amount', kind: 'Number', optional: true },
        { name: 'open', kind: 'Boolean', default_value: false },
        { name: 'tags', kind: 'List', optional: true },
      ],
      relationships: [
        { name: 'sensors', peer: sensor, kind: 'Component', cardinality: 'many', identifier: 'fact_plot_sensor' },
      ],
    },
    {
      name: 'Beacon',
      namespace: 'Fact',
      branch: 'agnostic',
      inherit_from: [generic],
      human_friendly_id: ['name__value'],
      display_label: '{{ name__value }}',
      attributes: [{ name: 'name', kind: 'Text', unique: true }],
    },
    {
      name: 'Sensor',
      namespace: 'Fact',
      human_friendly_id: ['name__value'],
      display_label: '{{ name__value }}',
      attributes: [{ name: 'name', kind: 'Text', unique: true }, text('role')],
      relationships: [
        {
          name: 'plot',
          peer: plot,
          kind: 'Parent',
          cardinality: 'one',
          optional: false,
          identifier: 'fact_plot_sensor',
        },
      ],
    },
  ],
};

/** Loads the kinds of this folder; changes nothing where they are there. */
export async function loadKinds(): Promise<void> {
  const { address, token } = runningServer();
  const response = await fetch(`${address}/api/schema/load`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-infrahub-key': token },
    body: JSON.stringify({ schemas: [schema] }),
  });
  if (!response.ok) throw new Error(`The schema was refused: ${await response.text()}`);
}

/** Makes an object; gives its id. */
export async function create(
  kind: string,
  data: Readonly<Record<string, object>>,
  { branch }: { branch?: string } = {},
): Promise<string> {
  const document = `mutation ($data: ${kind}CreateInput!) { ${kind}Create(data: $data) { object { id } } }`;
  const answer = await graphql<Record<string, { object: { id: string } }>>(document, { branch, variables: { data } });
  return answer[`${kind}Create`]?.object.id ?? '';
}

/** Deletes an object. */
export async function remove(kind: string, id: string, { branch }: { branch?: string } = {}): Promise<void> {
  const document = `mutation ($id: String!) { ${kind}Delete(data: { id: $id }) { ok } }`;
  await graphql(document, { branch, variables: { id } });
}
