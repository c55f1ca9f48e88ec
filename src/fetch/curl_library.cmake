# The name by which the dynamic loader finds the libcurl that lubb is built for: "libcurl.so.4".
get_filename_component(curl_file "${CURL_LIBRARIES}" REALPATH)
string(REGEX MATCH "[^/]+\\.so\\.[0-9]+" curl_soname "${curl_file}")
if(NOT curl_soname)
  message(FATAL_ERROR "${CURL_LIBRARIES} is no shared libcurl")
endif()
set_source_files_properties(src/fetch/curl_library.cpp PROPERTIES COMPILE_DEFINITIONS LUBB_LIBCURL="${curl_soname}")
target_include_directories(lubb_fetch PRIVATE ${CURL_INCLUDE_DIRS})
