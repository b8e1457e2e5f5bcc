import { catalogue } from './catalogue/facts.ts'
import { disputeDomain } from './disputes/facts.ts'
import { disputeTerms } from './disputes/terms.ts'
import { signing } from './evidence/facts.ts'
import { houseDomain } from './evidence/house.ts'
import { foresee } from './foresight.ts'
import type { AppParts } from './house.ts'
import { ledger } from './ledger/facts.ts'
import { logistics } from './logistics/facts.ts'
import { shopDomain } from './network/facts.ts'
import { webhookDomain } from './notices/facts.ts'
import { orderDomain } from './orders/facts.ts'
import { paymentDomain } from './payments/facts.ts'
import type { Rooms } from './platform/batch.ts'
import type { Domain } from './platform/command.ts'
import { react } from './reactions.ts'
import { returnsDomain } from './returns/facts.ts'

/** Every domain, by the name of its table: what the lanes decide about. */
export function domains({
  terms,
  provider,
  bidKey,
}: Pick<AppParts, 'terms' | 'provider'> & { bidKey: Buffer }): Rooms {
  const all: Domain[] = [
    shopDomain,
    catalogue,
    orderDomain({ terms, capabilities: provider.capabilities }),
    paymentDomain,
    ledger,
    logistics,
    disputeDomain({ terms: disputeTerms, bidKey }),
    returnsDomain,
    signing,
    webhookDomain,
    houseDomain,
  ]
  return { domains: new Map(all.map((domain) => [domain.name, domain])), react, foresee }
}
