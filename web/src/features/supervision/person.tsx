import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { roleNames } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Refusal, Rows, Submit } from '../../ui/parts.tsx'
import { carriers, carrierWords } from '../orders/carriers.ts'
import { words } from './desk-words.ts'
import { OrderTable } from './order-table.tsx'
import { ShopList } from './shops.tsx'

/** One person, as far as the desk needs to see. */
export function PersonPage() {
  const say = useSay()
  const { personId = '' } = useParams()
  const found = useQuery({
    queryKey: ['desk person', personId],
    queryFn: () => api.get('/v1/desk/people/{personId}', { path: { personId } }),
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { name, phone, roles, carrierId, shops, orders } = found.data
  const parts = roles.map((role) => say(roleNames[role] ?? { zh: role, en: role }))
  return (
    <>
      <h1>{name ?? say(words.person)}</h1>
      <Card>
        <Rows
          rows={[
            [say(words.phone), phone ?? '—'],
            [say(words.parts), parts.join(' · ') || say(words.noPart)],
            carrierId !== null && [say(words.carrier), say(carrierWords(carrierId))],
          ]}
        />
        <p className="mono small">{personId}</p>
      </Card>
      <Card title={say(words.bought)}>
        <OrderTable orders={orders} />
      </Card>
      {shops.length > 0 && (
        <Card title={say(words.sells)}>
          <ShopList shops={shops} />
        </Card>
      )}
      <CourierOf personId={personId} carrierId={carrierId} />
    </>
  )
}

function CourierOf({ personId, carrierId }: { personId: string; carrierId: string | null }) {
  const say = useSay()
  const { run, pending, problem } = useCommand((to: string | null, key) =>
    api.post('/v1/desk/people/{personId}/courier', {
      path: { personId },
      body: { carrierId: to },
      key,
    }),
  )
  return (
    <Card title={say(words.carrier)}>
      {carrierId === null ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void run(String(new FormData(event.currentTarget).get('carrier')))
          }}
        >
          <Field label={say(words.carrier)}>
            {(input) => (
              <select {...input} name="carrier">
                {carriers.map((one) => (
                  <option key={one.id} value={one.id}>
                    {say(one)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Submit kind="quiet" pending={pending}>
            {say(words.makeCourier)}
          </Submit>
        </form>
      ) : (
        <Submit kind="quiet" pending={pending} onClick={() => void run(null)}>
          {say(words.endCourier)}
        </Submit>
      )}
      <Refusal problem={problem} />
    </Card>
  )
}
