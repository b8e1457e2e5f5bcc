import { useSay } from '../../language.tsx'
import { Field } from '../../ui/parts.tsx'
import { type FactShape, type InputKind, inputOf, partsOf, type Typed } from './facts.ts'
import { lineHints, partWords, lawWords as words } from './words.ts'

interface FormPart {
  readonly typed: Typed
  readonly type: (name: string, text: string) => void
  /** The fact that the server could not read, if any. */
  readonly wrong: { readonly fact: string; readonly why: string } | null
}

/** One fact of the form: its name, an input that fits it, and how it is written. */
export function FactField({ shape, form }: { shape: FactShape; form: FormPart }) {
  const say = useSay()
  const { fact } = shape
  const error = form.wrong?.fact === fact ? form.wrong.why : null
  const parts = partsOf(fact)
  if (parts)
    return (
      <fieldset>
        <legend>{capital(say(shape.name))}</legend>
        {parts.map(({ part, input }) => {
          const name = `${fact}.${part}` as keyof typeof partWords
          return (
            <Input
              key={part}
              name={name}
              label={capital(say(partWords[name]))}
              input={input}
              form={form}
            />
          )
        })}
        {error && <p className="notice bad">{error}</p>}
      </fieldset>
    )
  return (
    <Input
      name={fact}
      label={capital(say(shape.name))}
      input={inputOf(shape)}
      form={form}
      error={error}
    />
  )
}

function Input({
  name,
  label,
  input,
  form,
  error = null,
}: {
  name: string
  label: string
  input: InputKind
  form: FormPart
  error?: string | null
}) {
  const say = useSay()
  const value = form.typed[name] ?? ''
  const change = (event: { target: { value: string } }) => form.type(name, event.target.value)
  const hint = hintOf(name, input)
  return (
    <Field label={label} hint={hint && say(hint)} error={error}>
      {(given) => {
        const own = { ...given, name, value, onChange: change }
        if (input === 'yes_no') return <YesNo {...own} />
        if (input === 'lines' || input === 'long') return <textarea {...own} maxLength={4_000} />
        return <input {...own} {...plainInput[input]} maxLength={500} />
      }}
    </Field>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function hintOf(name: string, input: InputKind) {
  if (lineHints[name]) return lineHints[name]
  if (input === 'lines') return words.listHint
  return input === 'instant' ? words.timeHint : undefined
}

const plainInput = {
  text: { type: 'text' },
  amount: { type: 'text', inputMode: 'decimal' },
  count: { type: 'text', inputMode: 'numeric' },
  day: { type: 'date', min: '1990-01-01', max: '2099-12-31' },
  instant: { type: 'datetime-local', min: '1990-01-01T00:00', max: '2099-12-31T23:59' },
} as const

function YesNo(own: {
  id: string
  name: string
  value: string
  onChange: (event: { target: { value: string } }) => void
}) {
  const say = useSay()
  return (
    <select {...own}>
      <option value="">{say(words.unknown)}</option>
      <option value="yes">{say(words.yes)}</option>
      <option value="no">{say(words.no)}</option>
    </select>
  )
}
