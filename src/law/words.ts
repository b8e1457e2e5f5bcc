/** A word list as it is written in the data files: words apart by spaces and line ends. */
export function words(list: string): readonly string[] {
  return list.split(/\s+/).filter((word) => word !== '')
}
