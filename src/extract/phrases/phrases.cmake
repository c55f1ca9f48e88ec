# The phrase lists of this folder -> lubb_phrases, the compiler that the tests use as well -> a generated source
# of lubb_extract, which holds the finished table.
add_library(lubb_phrases OBJECT ${CMAKE_CURRENT_LIST_DIR}/compiler.cpp)
target_include_directories(lubb_phrases PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)

add_executable(lubb_compile_phrases ${CMAKE_CURRENT_LIST_DIR}/compile.cpp
  ${PROJECT_SOURCE_DIR}/src/extract/phrases.cpp ${PROJECT_SOURCE_DIR}/src/extract/phrase_words.cpp)
target_link_libraries(lubb_compile_phrases PRIVATE lubb_phrases lubb_base)

file(GLOB lubb_phrase_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.txt)
list(SORT lubb_phrase_files)
set(lubb_phrase_source ${PROJECT_BINARY_DIR}/generated/phrase_lists.cpp)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/generated)
add_custom_command(OUTPUT ${lubb_phrase_source}
  COMMAND lubb_compile_phrases ${lubb_phrase_source} ${lubb_phrase_files}
  DEPENDS lubb_compile_phrases ${lubb_phrase_files} VERBATIM)
target_sources(lubb_extract PRIVATE ${lubb_phrase_source})

# All phrases stand in one string, longer than the 65,536 characters that the standard asks of a compiler;
# those in use take any length.
set_source_files_properties(${lubb_phrase_source} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
