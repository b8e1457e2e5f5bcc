/** As large as a phone ever shows it, twice over. */
const sideMax = 1_600
const quality = 0.82
/** Smaller than this it goes as it is. */
const smallBytes = 300_000

/**
 * 压缩照片. A photo from the camera, small enough for a slow network: turned the right way up, at
 * most 1600 points on its longer side. What cannot be read here goes as it is.
 */
export async function compressed(file: File): Promise<File> {
  if (file.size <= smallBytes) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, sideMax / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const blob = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', quality),
    )
    return blob && blob.size < file.size ? new File([blob], 'photo.jpg', { type: blob.type }) : file
  } catch {
    return file
  }
}
