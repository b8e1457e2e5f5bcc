/** Checked in this order: the first that holds is the answer. */
export type PhotoRefusal =
  | 'photo.busy'
  | 'photo.too_large'
  | 'photo.not_an_image'
  | 'photo.too_many_pixels'
  | 'photo.no_room'
  | 'photo.not_found'

/**
 * What do people read when a picture is refused? Apart from the work, since browsers read it too.
 */
export const photoRefusals: Readonly<
  Record<PhotoRefusal, { readonly zh: string; readonly en: string; readonly status: number }>
> = {
  'photo.busy': {
    zh: '正在处理的图片太多，请稍后再试。',
    en: 'Too many pictures at once: please try again shortly.',
    status: 503,
  },
  'photo.too_large': {
    zh: '图片太大，最多 10 MB。',
    en: 'The picture is too large: 10 MB at most.',
    status: 413,
  },
  'photo.not_an_image': {
    zh: '无法读取这张图片，请换成 JPEG、PNG 或 WebP 照片。',
    en: 'This picture cannot be read: please use a photo as JPEG, PNG or WebP.',
    status: 422,
  },
  'photo.too_many_pixels': {
    zh: '图片尺寸太大，最多 4000 万像素。',
    en: 'The picture is too big: 40 megapixels at most.',
    status: 422,
  },
  'photo.no_room': {
    zh: '网站的存储空间已满，图片没有保存。请稍后再试，或联系网站。',
    en: 'The site has no room left: the picture was not kept. Try again later, or tell the site.',
    status: 507,
  },
  'photo.not_found': { zh: '没有这张图片。', en: 'There is no such picture.', status: 404 },
}
