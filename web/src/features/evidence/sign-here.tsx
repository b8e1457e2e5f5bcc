import { lazy, Suspense } from 'react'

const SignSteps = lazy(() => import('./sign.tsx').then((part) => ({ default: part.SignSteps })))

/** 就地签名. Beside the step itself, folded: nothing waits for it. */
export function SignHere(one: { orderId: string; only: 'purchase' | 'confirm' | 'settle' }) {
  return (
    <Suspense fallback={null}>
      <SignSteps {...one} />
    </Suspense>
  )
}
