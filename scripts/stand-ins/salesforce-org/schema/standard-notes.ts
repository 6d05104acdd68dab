// Notes of both kinds: the older Note, and today's, which is a document linked to the records it stands on. A world gives
// the rows of ContentDocument (FileType SNOTE) and ContentDocumentLink, and of ContentNote where the text matters.
import { standardObject } from './standard-notation.ts';

const PARENTS = 'Account,Contact,Lead,Opportunity,Case,Campaign,Contract';

const NOTE = standardObject(
  'Note',
  '002',
  `
ParentId ref(${PARENTS}) as Parent children Notes required once
Title text(80) required
IsPrivate boolean
Body textarea(32000) long
OwnerId ref(User) as Owner`,
);

const CONTENT_DOCUMENT = standardObject(
  'ContentDocument',
  '069',
  `
Title text(255) required
Description textarea(1000) long
FileType text(20) system
FileExtension text(40) system
ContentSize int system
OwnerId ref(User) as Owner
SharingOption picklist
SharingPrivacy picklist`,
);

const CONTENT_NOTE = standardObject(
  'ContentNote',
  '069',
  `
Title text(255) required
Content textarea(32000) long
TextPreview textarea(255) long system
FileType text(20) system
FileExtension text(40) system
ContentSize int system
IsReadOnly boolean system
OwnerId ref(User) as Owner`,
);

const CONTENT_DOCUMENT_LINK = standardObject(
  'ContentDocumentLink',
  '06A',
  `
ContentDocumentId ref(ContentDocument) as ContentDocument children ContentDocumentLinks required once
LinkedEntityId ref(${PARENTS},User) as LinkedEntity children ContentDocumentLinks required once
ShareType picklist
Visibility picklist`,
);

export const NOTE_OBJECTS = [NOTE, CONTENT_DOCUMENT, CONTENT_NOTE, CONTENT_DOCUMENT_LINK];
