import { useQuery } from '@tanstack/react-query'
import { purposes } from '../../../../src/vocabulary.ts'
import { useSay } from '../../language.tsx'
import { Field } from '../../ui/parts.tsx'
import { type Areas, loadAreas } from './areas.ts'
import type { Filled } from './receiver.tsx'
import { buyWords as words } from './words.ts'

interface Part {
  readonly filled: Filled
  readonly change: (part: Partial<Filled>) => void
  readonly forReturn?: boolean
}

/** 收货地址. Province, city and district are chosen; where the names cannot come, they are typed. */
export function Address({ filled, change, forReturn = false }: Part) {
  const say = useSay()
  const areas = useQuery({ queryKey: ['areas'], queryFn: loadAreas, staleTime: Infinity })
  return (
    <>
      {!forReturn && <p className="hint">{say(purposes.address)}</p>}
      {areas.isError ? (
        <Typed filled={filled} change={change} />
      ) : (
        <Chosen filled={filled} change={change} areas={areas.data ?? null} />
      )}
      <Field label={say(words.street)}>
        {(input) => (
          <textarea
            {...input}
            className="street"
            required
            rows={2}
            maxLength={200}
            autoComplete="street-address"
            value={filled.street}
            onChange={(event) =>
              change({ street: event.target.value.replace(/[ \t]{0,9}\n\s{0,9}/g, ' ') })
            }
          />
        )}
      </Field>
    </>
  )
}

const levels = ['province', 'city', 'district'] as const

function Chosen({ filled, change, areas }: Part & { areas: Areas | null }) {
  const say = useSay()
  const names = {
    province: areas?.provinces ?? [],
    city: areas?.cities(filled.province) ?? [],
    district: areas?.districts(filled.province, filled.city) ?? [],
  }
  const choose = (level: (typeof levels)[number], name: string) => {
    if (level === 'province') {
      const cities = areas?.cities(name) ?? []
      // Some places have one city only: nobody should have to choose it.
      change({ province: name, city: cities.length === 1 ? (cities[0] ?? '') : '', district: '' })
    } else if (level === 'city') change({ city: name, district: '' })
    else change({ district: name })
  }
  return (
    <div className="trio">
      {levels.map((level) => (
        <Field key={level} label={say(words[level])}>
          {(input) => (
            <select
              {...input}
              required
              disabled={names[level].length === 0}
              value={filled[level]}
              onChange={(event) => choose(level, event.target.value)}
            >
              <option value="">{say(words.choose)}</option>
              {optionsOf(names[level], filled[level]).map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
    </div>
  )
}

/** A name that was filled in before stays, also where the list does not know it. */
function optionsOf(names: readonly string[], now: string): readonly string[] {
  return now === '' || names.includes(now) ? names : [now, ...names]
}

function Typed({ filled, change }: Part) {
  const say = useSay()
  return (
    <div className="trio">
      {levels.map((level) => (
        <Field key={level} label={say(words[level])}>
          {(input) => (
            <input
              {...input}
              required
              maxLength={40}
              value={filled[level]}
              onChange={(event) => change({ [level]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
