/** 省市区. Names of places, fetched when an address is asked for. */
export interface Areas {
  readonly provinces: readonly string[]
  cities(province: string): readonly string[]
  districts(province: string, city: string): readonly string[]
}

type Names = Readonly<Record<string, string>>

/** Codes are nested: the first two digits name the province, the first four the city. */
export async function loadAreas(): Promise<Areas> {
  const { areaList } = await import('@vant/area-data')
  const { province_list: provinces, city_list: cities, county_list: districts } = areaList
  const under = (names: Names, code: string) =>
    Object.entries(names).flatMap(([key, name]) => (key.startsWith(code) ? [name] : []))
  const codeOf = (names: Names, name: string, within = '') =>
    Object.keys(names).find((key) => key.startsWith(within) && names[key] === name) ?? null
  return {
    provinces: Object.values(provinces),
    cities(province) {
      const code = codeOf(provinces, province)
      return code === null ? [] : under(cities, code.slice(0, 2))
    },
    districts(province, city) {
      const above = codeOf(provinces, province)
      const code = above === null ? null : codeOf(cities, city, above.slice(0, 2))
      return code === null ? [] : under(districts, code.slice(0, 4))
    },
  }
}
